//! Has the program built again when the console was: what is embedded is read at build time.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A development build reads the console's files whenever it is asked for one.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../console/dist");
    }
}
