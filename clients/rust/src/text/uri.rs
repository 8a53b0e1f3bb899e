//! Which addresses may be linked to.

/// Bytes that may stand in a URI (RFC 3986), besides letters and digits.
const SIGNS: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";
/// What a `data` URI may hold: text without scripts.
const TEXTS: [&str; 3] = ["text/plain", "text/markdown", "application/json"];

/// Why a text cannot be the address of terms or of a token's metadata. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UriError {
    /// It is too long.
    #[error("a URI has at most {longest} bytes, and this one has {length}: use a shorter one")]
    Length {
        /// Bytes of the URI.
        length: usize,
        /// The most that it may have.
        longest: usize,
    },
    /// It has a byte that no URI has.
    #[error(
        "a URI has letters, digits and some signs of ASCII, and % before two hexadecimal digits: percent-encode the rest"
    )]
    Character,
    /// Whoever follows it could run a script, or end up somewhere else than it says.
    #[error(
        "a URI is one of https://HOST/..., ipfs://CID..., ar://ID..., or data: with text/plain, text/markdown or \
         application/json; it has no name or password before its host: use one of those"
    )]
    Scheme,
}

/// Checks that following a URI runs no script and leads where it says: `https` to a host, `ipfs`, `ar`, or `data` with text.
/// It has at most `longest` bytes, and may be empty.
///
/// # Errors
/// Any [`UriError`].
pub fn check_uri(uri: &str, longest: usize) -> Result<(), UriError> {
    let length = uri.len();
    if length > longest {
        return Err(UriError::Length { length, longest });
    }
    let is_of_uris = uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || SIGNS.contains(&byte));
    let is_encoded = |rest: &str| rest.as_bytes().get(..2).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
    if !is_of_uris || !uri.split('%').skip(1).all(is_encoded) {
        return Err(UriError::Character);
    }
    if uri.is_empty() || is_safe(uri) { Ok(()) } else { Err(UriError::Scheme) }
}

fn is_safe(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    let named =
        |rest: &str| rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next()).map(str::to_owned);
    match scheme.to_ascii_lowercase().as_str() {
        "https" => named(rest).is_some_and(|host| is_host(&host)),
        "ipfs" | "ar" => named(rest).is_some_and(|id| id.bytes().all(is_of_ids) && !id.is_empty()),
        "data" => is_text(rest),
        _ => false,
    }
}

/// A host and perhaps a port. A name before the host ("https://good.example@evil.example") would mislead people.
fn is_host(host: &str) -> bool {
    host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte))
}

fn is_of_ids(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_".contains(&byte)
}

/// What follows `data:`. A type that is left out is text/plain.
fn is_text(rest: &str) -> bool {
    let Some((kind, _)) = rest.split_once(',') else { return false };
    let mut parts = kind.split(';');
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_harmless = |part: &str| part == "base64" || part.starts_with("charset=");
    (kind.is_empty() || TEXTS.contains(&kind.as_str()))
        && parts.map(str::to_ascii_lowercase).all(|part| is_harmless(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_texts_are_taken() {
        for uri in [
            "",
            "https://example.org/terms",
            "HTTPS://example.org:8443/a%20b?c=d#e",
            "https://[2001:db8::1]/",
            "https://xn--bhnen-jua.example",
            "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/terms.md",
            "ar://bNbA3TEQVL60xlgCcqdz4ZPHFZ711cZ3hmkpGttDt_U",
            "data:,hello",
            "data:text/plain;charset=utf-8,hello%20world",
            "data:text/markdown;base64,IyBCZWFucwo=",
        ] {
            assert_eq!(check_uri(uri, 200), Ok(()), "{uri}");
        }
    }

    /// Shows security.md: An address of terms that runs a script.
    #[test]
    fn scripts_other_schemes_and_names_before_the_host_are_refused() {
        for uri in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "vbscript:x",
            "data:text/html,hello",
            "data:text/html;base64,PHNjcmlwdD4=",
            "data:image/svg+xml,x",
            "data:text/javascript,x",
            "data:application/xhtml+xml,x",
            "data:text/plain;x=text/html,x",
            "data:text/plain",
            "http://example.org",
            "file:///etc/passwd",
            "ftp://example.org",
            "blob:https://example.org/1",
            "view-source:https://example.org",
            "https:example.org",
            "https:///example.org",
            "https://",
            "https://good.example@evil.example/",
            "https://user:password@example.org",
            "//example.org",
            "example.org/terms",
            "terms.md",
            "ipfs://",
            "ipfs:bafy",
            "ar://?",
            "https",
            ":",
            "https://%6a/",
        ] {
            assert_eq!(check_uri(uri, 200), Err(UriError::Scheme), "{uri}");
        }
    }

    #[test]
    fn what_no_uri_has_is_refused_and_so_is_one_that_is_too_long() {
        for uri in [
            "https://example.org/a b",
            "https://example.org/\"onclick",
            "https://example.org/<b>",
            "https://example.org\\@evil",
            "https://example.org/böhnen",
            "java\nscript:x",
            " https://example.org",
            "https://example.org/%",
            "https://example.org/%2",
            "https://example.org/%zz",
        ] {
            assert_eq!(check_uri(uri, 200), Err(UriError::Character), "{uri}");
        }
        let long = format!("https://{}", "x".repeat(193));
        assert_eq!(check_uri(&long, 200), Err(UriError::Length { length: 201, longest: 200 }));
        assert_eq!(check_uri(&long[..200], 200), Ok(()));
    }
}
