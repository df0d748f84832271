//! What helps hand-written code.
const FREE: ConstDesc = {
    const __METRICS_HELP: &'static ::core::primitive::str = "Room that is left.";
    fn __metrics_desc() -> &'static ::metrics_core::Desc {
        static __METRICS_DESC: ::metrics_core::__private::LazyLock<
            ::metrics_core::Desc,
        > = ::metrics_core::__private::LazyLock::new(|| {
            ::metrics_core::Desc::builder("disk_free_bytes", __METRICS_HELP)
                .kind(::metrics_core::Kind::Gauge)
                .unit("bytes")
                .labels(["disk"])
                .const_labels([("zone", "eu")])
                .build()
        });
        &__METRICS_DESC
    }
    ::metrics_core::ConstDesc::new(__metrics_desc)
};
const PLACE: LabelPairs<'static, 2> = ::metrics_core::LabelPairs {
    __pairs: [("rack", "7"), ("zone", "eu")],
};
fn place(zone: &str, host: &Host) {
    let place = ::metrics_core::LabelPairs {
        __pairs: [
            ("name", &*::metrics_core::LabelValue::into_label_text(host.name())),
            ("rack", &*::metrics_core::LabelValue::label_text(&host.rack)),
            ("zone", &*::metrics_core::LabelValue::label_text(&zone)),
        ],
    };
}
