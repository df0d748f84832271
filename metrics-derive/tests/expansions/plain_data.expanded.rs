//! Plain data, and a value that is computed.
#[allow(
    deprecated,
    private_bounds,
    unused_qualifications,
    clippy::new_without_default,
    clippy::too_many_arguments,
)]
const _: () = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    const __METRICS_TYPE: __metrics::Type = __metrics::Type {
        module: ::core::module_path!(),
        name: "Worker",
    };
    #[automatically_derived]
    impl __metrics_core::Describe for Worker {
        const TREE: &'static __metrics::Tree = &__metrics::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics::FieldDesc {
                    name: "queue",
                    help: "Jobs that wait.",
                    stated_unit: "",
                    kind: __metrics_core::Kind::Gauge,
                    of: __metrics::FieldType::single(""),
                    const_labels: &[],
                    place: __METRICS_TYPE
                        .place("queue", ::core::file!(), ::core::line!()),
                },
                __metrics::FieldDesc {
                    name: "open",
                    help: "Whether jobs are taken.",
                    stated_unit: "",
                    kind: __metrics_core::Kind::Gauge,
                    of: <bool as __metrics::DataField>::TYPE,
                    const_labels: &[],
                    place: __METRICS_TYPE.place("open", ::core::file!(), ::core::line!()),
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics::Group for Worker {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            let _ = &self.queue;
            __metrics::computed::<
                __metrics::kind::Gauge,
            >(
                &__descs[0],
                __scrape,
                || __metrics::Pulled::pulled(self.queue.lock().unwrap().len()),
            );
            <bool as __metrics::DataField>::emit::<
                __metrics::kind::Gauge,
            >(&self.open, &__descs[1], __scrape);
        }
        fn trust(&self) -> __metrics::Trust {
            __metrics::Trust::Foreign
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Worker
    where
        for<'__metrics> Self: __metrics::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            __metrics::describe::<Self>(__descs);
        }
        fn collect(&self, __scrape: &mut __metrics_core::Scrape<'_>) {
            __metrics::collect(self, __scrape);
        }
        fn as_group(&self) -> ::core::option::Option<&dyn __metrics::Group> {
            ::core::option::Option::Some(self)
        }
    }
    const _: () = __metrics::check_field(<Worker as __metrics_core::Describe>::TREE, 0);
    const _: () = __metrics::check_field(<Worker as __metrics_core::Describe>::TREE, 1);
    const _: () = <Mutex<Vec<u32>> as __metrics::Shared>::SHARED;
};
