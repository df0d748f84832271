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
    #[automatically_derived]
    impl __metrics_core::Describe for Worker {
        const TREE: &'static __metrics_core::__private::Tree = &__metrics_core::__private::Tree {
            prefix: "",
            const_labels: &[],
            own: &[
                __metrics_core::__private::FieldDesc {
                    name: "queue",
                    help: "Jobs that wait.",
                    stated_unit: "",
                    kind: __metrics_core::Kind::Gauge,
                    of: __metrics_core::__private::FieldType::single(""),
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Worker",
                            field: "queue",
                        }),
                    },
                },
                __metrics_core::__private::FieldDesc {
                    name: "open",
                    help: "Whether jobs are taken.",
                    stated_unit: "",
                    kind: __metrics_core::Kind::Gauge,
                    of: <bool as __metrics_core::__private::DataField>::TYPE,
                    const_labels: &[],
                    place: __metrics_core::Place {
                        file: ::core::file!(),
                        line: ::core::line!(),
                        field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                            module: ::core::module_path!(),
                            ty: "Worker",
                            field: "open",
                        }),
                    },
                },
            ],
            groups: &[],
        };
    }
    #[automatically_derived]
    impl __metrics_core::__private::Group for Worker {
        fn emit(
            &self,
            __descs: &[__metrics_core::Desc],
            __scrape: &mut __metrics_core::Scrape<'_>,
        ) {
            let _ = &self.queue;
            __metrics_core::__private::computed::<
                __metrics_core::__private::kind::Gauge,
            >(
                &__descs[0usize],
                __scrape,
                || __metrics_core::__private::Pulled::pulled(
                    self.queue.lock().unwrap().len(),
                ),
            );
            <bool as __metrics_core::__private::DataField>::emit::<
                __metrics_core::__private::kind::Gauge,
            >(&self.open, &__descs[1usize], __scrape);
        }
        fn trust(&self) -> __metrics_core::__private::Trust {
            __metrics_core::__private::Trust::Foreign
        }
    }
    #[automatically_derived]
    impl __metrics_core::Collector for Worker
    where
        for<'__metrics> Self: __metrics_core::__private::SharedStruct,
    {
        fn describe(&self, __descs: &mut __metrics_core::Descs) {
            ::core::iter::Extend::extend(
                __descs,
                <Self as __metrics_core::Describe>::descs(),
            );
        }
        fn collect(&self, __scrape: &mut __metrics_core::Scrape<'_>) {
            <Self as __metrics_core::__private::Group>::emit(
                self,
                &<Self as __metrics_core::Describe>::descs(),
                __scrape,
            );
        }
        fn as_group(
            &self,
        ) -> ::core::option::Option<&dyn __metrics_core::__private::Group> {
            ::core::option::Option::Some(self)
        }
    }
    const _: () = __metrics_core::__private::check_field(
        <Worker as __metrics_core::Describe>::TREE,
        0usize,
    );
    const _: () = __metrics_core::__private::check_field(
        <Worker as __metrics_core::Describe>::TREE,
        1usize,
    );
    const _: () = <Mutex<Vec<u32>> as __metrics_core::__private::Shared>::SHARED;
};
