//! The rules of `rename_all`, and what overrides them.

#![deny(warnings)]

use metrics_core::{ClosedLabel, LabelSet, LabelValue};

macro_rules! rules {
    ($($name:ident $rule:literal)*) => {$(
        #[derive(LabelValue)]
        #[label(rename_all = $rule)]
        enum $name {
            NotFound,
            Ok,
            #[label(rename = "As it is")]
            Other,
        }
    )*};
}

rules! {
    Lower "lowercase"
    Upper "UPPERCASE"
    Pascal "PascalCase"
    Camel "camelCase"
    Snake "snake_case"
    ScreamingSnake "SCREAMING_SNAKE_CASE"
    Kebab "kebab-case"
    ScreamingKebab "SCREAMING-KEBAB-CASE"
}

#[derive(LabelValue)]
enum Plain {
    NotFound,
    Ok = 200,
}

#[derive(LabelSet)]
#[label(rename_all = "camelCase", allow(camel_case))]
struct Reply {
    from_cache: bool,
    secure: bool,
    #[label(rename = "tls_version", max = 4)]
    version_of_tls: &'static str,
}

#[derive(LabelSet)]
struct Untouched {
    from_cache: bool,
}

fn main() {
    assert_eq!(Lower::VALUES, ["notfound", "ok", "As it is"]);
    assert_eq!(Upper::VALUES, ["NOTFOUND", "OK", "As it is"]);
    assert_eq!(Pascal::VALUES, ["NotFound", "Ok", "As it is"]);
    assert_eq!(Camel::VALUES, ["notFound", "ok", "As it is"]);
    assert_eq!(Snake::VALUES, ["not_found", "ok", "As it is"]);
    assert_eq!(ScreamingSnake::VALUES, ["NOT_FOUND", "OK", "As it is"]);
    assert_eq!(Kebab::VALUES, ["not-found", "ok", "As it is"]);
    assert_eq!(ScreamingKebab::VALUES, ["NOT-FOUND", "OK", "As it is"]);
    assert_eq!(Plain::VALUES, ["NotFound", "Ok"]);
    assert_eq!(Plain::Ok.index(), 1);
    assert_eq!(Plain::NotFound.index(), 0);
    Snake::NotFound.with_text(|text| assert_eq!(text, "not_found"));
    assert_eq!(Reply::NAMES, ["fromCache", "secure", "tls_version"]);
    assert_eq!(Untouched::NAMES, ["from_cache"]);
}
