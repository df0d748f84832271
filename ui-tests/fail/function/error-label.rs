//! What `ErrorLabel` can be derived for.
use metrics_core::ErrorLabel;

#[derive(ErrorLabel)]
struct A(u8); //~ ERROR

#[derive(ErrorLabel)]
enum B {} //~ ERROR

#[derive(ErrorLabel)]
#[label(rename_all = "snake_case")]
enum C {
    SoldOut(u8),
    None, //~ ERROR
    #[label(rename = "sold_out")] //~ ERROR
    Gone,
}

#[derive(ErrorLabel)]
enum D {
    #[label(skip)] //~ ERROR
    A,
}

fn main() {
    let _ = A(1).0;
    let _ = [C::SoldOut(1).index(), C::None.index(), C::Gone.index(), D::A.index()];
}
