//! Items stand wherever Rust lets them.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, Describe, LabelSet, LabelValue};

const COUNT: usize = {
    #[derive(LabelValue)]
    enum Side {
        Left,
        Right,
    }
    let _ = (Side::Left, Side::Right);
    <Side as metrics_core::ClosedLabel>::VALUES.len()
};

trait Measured {
    fn names() -> Vec<String>;
}

struct Shop;

impl Measured for Shop {
    fn names() -> Vec<String> {
        #[derive(LabelSet)]
        struct Order {
            paid: bool,
        }

        #[derive(Collector)]
        #[collector(new)]
        struct Orders {
            /// Orders placed.
            placed_total: CounterVec<Order>,
        }

        static ORDERS: Orders = Orders::new();
        ORDERS.placed_total.with(Order { paid: true }).inc();
        Orders::descs().iter().map(|desc| desc.name().to_owned()).collect()
    }
}

fn generic<T: Default>(value: Option<T>) -> (T, u64) {
    #[derive(Collector)]
    #[collector(new)]
    struct Calls {
        /// Calls made.
        calls_total: Counter,
    }

    static CALLS: Calls = Calls::new();
    CALLS.calls_total.inc();
    let value = match value {
        Some(value) => value,
        None => {
            #[derive(Collector)]
            #[collector(new)]
            struct Calls {
                /// Calls without a value.
                absent_total: Counter,
            }

            let calls = Calls::new();
            calls.absent_total.inc();
            T::default()
        }
    };
    (value, CALLS.calls_total.get())
}

fn main() {
    assert_eq!(COUNT, 2);
    assert_eq!(Shop::names(), ["placed_total"]);
    assert_eq!(generic::<u8>(None), (0, 1));
    let closure = || {
        #[derive(Collector)]
        #[collector(new)]
        struct Inner {
            /// Rounds made.
            rounds_total: Counter,
        }
        Inner::new().rounds_total.get()
    };
    assert_eq!(closure(), 0);
}
