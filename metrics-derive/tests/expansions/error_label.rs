//! Errors as values of a label.

#[derive(ErrorLabel)]
#[label(rename_all = "snake_case")]
enum OrderError {
    SoldOut { item: String },
    Declined(u32),
}
