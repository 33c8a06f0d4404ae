//! Where browsers find this Millrace.

use std::{fmt, str::FromStr};

use super::name::Invalid;

/// Where browsers find this Millrace.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Below which path.
    pub base_path: BasePath,
    /// At which address, if that is not the one we are asked by.
    pub public_url: Option<PublicUrl>,
}

/// The path below which everything is found: `/`, or one such as `/a/b/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// The path, with a slash at both ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is only `/`.
    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }

    /// What is left of a path below this one; `None` if it lies elsewhere.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let prefix = self.0.trim_end_matches('/');
        match path.strip_prefix(prefix)? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }

    /// A path of ours, such as `/v1/me`, as the browser has to ask for it.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.0, path.trim_start_matches('/'))
    }
}

impl Default for BasePath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BasePath {
    type Err = Invalid;

    /// The slash at its end may be left out.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let is_segment = |segment: &str| {
            !segment.is_empty()
                && !segment.starts_with('.')
                && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        if text == "/" {
            return Ok(Self::default());
        }
        let inner = text.strip_prefix('/').map(|rest| rest.strip_suffix('/').unwrap_or(rest));
        match inner {
            Some(inner) if inner.split('/').all(is_segment) => Ok(Self(format!("/{inner}/"))),
            _ => Err(Invalid::new(
                "invalid_base_path",
                "expected a path such as /millrace or /a/b: letters, digits, `-`, `.`, `_` and `~` \
                 between slashes",
            )),
        }
    }
}

/// Scheme, host and port, as browsers name them in `Origin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Whether what it sends is encrypted on its way.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether a page of this `Origin` is ours.
    pub fn is_origin(&self, origin: &str) -> bool {
        self.0.eq_ignore_ascii_case(origin)
    }
}

impl FromStr for PublicUrl {
    type Err = Invalid;

    /// A port that goes without saying is left out, as browsers do.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.to_ascii_lowercase();
        let lower = lower.strip_suffix('/').unwrap_or(&lower);
        let parts = lower.split_once("://").and_then(|(scheme, host)| {
            let usual = match scheme {
                "https" => ":443",
                "http" => ":80",
                _ => return None,
            };
            let host = host.strip_suffix(usual).unwrap_or(host);
            let is_host = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
            (!host.is_empty() && host.bytes().all(is_host)).then(|| format!("{scheme}://{host}"))
        });
        parts.map(Self).ok_or_else(|| {
            Invalid::new(
                "invalid_public_url",
                "expected an address such as https://millrace.example.com; a path belongs into \
                 --base-path",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_paths_are_read_or_refused() {
        for (text, read) in [("/", "/"), ("/a", "/a/"), ("/a/b/", "/a/b/"), ("/~x/1.0", "/~x/1.0/")]
        {
            assert_eq!(text.parse::<BasePath>().unwrap().as_str(), read);
        }
        for bad in ["", "a", "//", "/a//b", "/..", "/a/../b", "/a b", "/\"><script>", "/a?b", "/ä"]
        {
            assert!(bad.parse::<BasePath>().is_err(), "{bad} was accepted");
        }
    }

    #[test]
    fn a_path_lies_below_or_elsewhere() {
        let base: BasePath = "/a/b".parse().unwrap();
        assert_eq!(base.strip("/a/b"), Some("/"));
        assert_eq!(base.strip("/a/b/"), Some("/"));
        assert_eq!(base.strip("/a/b/v1/me"), Some("/v1/me"));
        for elsewhere in ["/", "/a", "/a/bc", "/v1/me", "/x/a/b/"] {
            assert_eq!(base.strip(elsewhere), None, "{elsewhere}");
        }
        assert_eq!(base.join("/v1/me"), "/a/b/v1/me");
        assert_eq!(BasePath::default().strip("/v1/me"), Some("/v1/me"));
        assert_eq!(BasePath::default().join("/v1/me"), "/v1/me");
    }

    #[test]
    fn public_urls_are_what_browsers_send_as_origin() {
        let url: PublicUrl = "https://Kafka.example.com:443/".parse().unwrap();
        assert!(url.is_https() && url.is_origin("https://kafka.example.com"));
        for other in [
            "http://kafka.example.com",
            "https://kafka.example.com.evil.org",
            "https://kafka.example.com:444",
            "null",
            "",
        ] {
            assert!(!url.is_origin(other), "{other} is taken for ours");
        }
        assert!("http://[::1]:8080".parse::<PublicUrl>().unwrap().is_origin("http://[::1]:8080"));
        for bad in
            ["", "kafka", "ftp://x", "https://", "https://x/path", "https://u@x", "https://a b"]
        {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad} was accepted");
        }
    }
}
