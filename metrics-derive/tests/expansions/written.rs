//! What helps hand-written code.

const FREE: ConstDesc = desc!(
    "disk_free_bytes",
    "Room that is left.",
    kind = Gauge,
    unit = "bytes",
    labels(disk),
    const_labels(zone = "eu"),
);

const PLACE: LabelPairs<'static, 2> = labels! { zone: "eu", rack: "7" };

fn place(zone: &str, host: &Host) {
    let place = labels! { zone, rack: host.rack, name: host.name() };
}
