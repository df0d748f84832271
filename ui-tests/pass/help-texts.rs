//! Every form of doc comment is help.

#![deny(warnings)]

use metrics_core::{Collector, Counter, Describe};

macro_rules! documented {
    ($name:ident, $text:expr) => {
        #[derive(Collector)]
        struct $name {
            #[doc = $text]
            made_total: Counter,
            #[doc = concat!("Jobs that ", stringify!($name), " lost.")]
            lost_total: Counter,
        }
    };
}

documented!(Jobs, "Jobs made.");

#[derive(Collector)]
struct Texts {
    #[doc = include_str!("help-texts.txt")]
    from_a_file_total: Counter,
    /** In a block. */
    block_total: Counter,
    /// One,
    #[doc = concat!("two, ", "three.")]
    parts_total: Counter,
    #[cfg_attr(all(), doc = "Where there is a condition.")]
    conditional_total: Counter,
    #[doc(hidden)]
    #[metric(help = "In the attribute.")]
    attribute_total: Counter,
    /// With a backslash \ and "quotes" and a trailing space.
    quoted_total: Counter,
}

fn main() {
    let help = |descs: Vec<metrics_core::Desc>| -> Vec<String> {
        descs.iter().map(|desc| desc.help().to_owned()).collect()
    };
    assert_eq!(help(Jobs::descs()), ["Jobs made.", "Jobs that Jobs lost."]);
    let texts = help(Texts::descs());
    assert_eq!(texts[0].trim(), "Files read.");
    assert_eq!(texts[1], "In a block.");
    assert!(texts[2].starts_with("One,") && texts[2].ends_with("two, three."), "{}", texts[2]);
    assert_eq!(texts[3], "Where there is a condition.");
    assert_eq!(texts[4], "In the attribute.");
    assert_eq!(texts[5], "With a backslash \\ and \"quotes\" and a trailing space.");
}
