//! A rule that suits values may not suit names.

use metrics_core::LabelSet;

#[derive(LabelSet)]
#[label(rename_all = "kebab-case")] //~ ERROR
struct Reply {
    from_cache: bool,
}

fn main() {}
