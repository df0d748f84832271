//! Beside an error stands what keeps the rest of the user's code quiet.
#[allow(deprecated, unused_variables)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    #[automatically_derived]
    impl Orders {
        ///A `Orders` whose metrics are new. Can be evaluated in a constant: the value of a `static`.
        #[must_use]
        const fn new() -> Self {
            ::core::compile_error! {
                "metric `placed_total` has no help text\n  help: write a doc comment above the field, or `#[metric(help = \"…\")]`"
            }
        }
    }
    #[automatically_derived]
    impl<__MetricsS: __metrics::Spec> __metrics::Init<__MetricsS> for Orders {
        const INIT: Self = Self::new();
    }
    #[automatically_derived]
    impl __metrics_core::Describe for Orders {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "",
            const_labels: &[],
            own: &[],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Orders {
        fn emit(&self, _: &[__metrics_core::Desc], _: &mut __metrics_core::Scrape<'_>) {
            ::core::unimplemented!()
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Orders
    where
        for<'__metrics> Self: __metrics::SharedStruct,
    {
        fn describe(&self, _: &mut __metrics_core::Descs) {
            ::core::unimplemented!()
        }
        fn collect(&self, _: &mut __metrics_core::Scrape<'_>) {
            ::core::unimplemented!()
        }
    }
};
