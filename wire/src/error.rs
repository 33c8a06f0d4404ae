//! How errors are told to operators.

use std::{error::Error, fmt::Write as _};

/// An error with all that caused it, on one line: `error: cause: cause`.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Link(&'static str, #[source] Option<Box<Link>>);

    #[test]
    fn every_cause_is_told_once_and_in_order() {
        assert_eq!(chain(&Link("alone", None)), "alone");
        let cause = |what, cause| Some(Box::new(Link(what, cause)));
        let error = Link("no topic", cause("no broker", cause("refused", None)));
        assert_eq!(chain(&error), "no topic: no broker: refused");
    }
}
