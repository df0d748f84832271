//! What helps hand-written code.
const FREE: ConstDesc = {
    use ::metrics_core as __metrics_core;
    use __metrics_core::__private as __metrics;
    const __METRICS_HELP: &::core::primitive::str = "Room that is left.";
    static __METRICS_DESC: __metrics::LazyLock<__metrics_core::Desc> = __metrics::LazyLock::new(||
    {
        __metrics_core::Desc::builder("disk_free_bytes", __METRICS_HELP)
            .kind(__metrics_core::Kind::Gauge)
            .unit("bytes")
            .labels(["disk"])
            .const_labels([("zone", "eu")])
            .build()
    });
    __metrics_core::ConstDesc::new(|| &__METRICS_DESC)
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
