//! Beside an error stands what keeps the rest of the user's code quiet.

#[derive(Collector)]
#[collector(new)]
struct Orders {
    placed_total: Counter,
}
