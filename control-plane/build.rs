//! Sees to the folder of the console's files, from which a release embeds them at build time.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // A development build finds the files when it is asked for one, but only in a folder that was there
    // when it was built.
    fs::create_dir_all("../console/dist")?;
    if env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../console/dist");
    }
    Ok(())
}
