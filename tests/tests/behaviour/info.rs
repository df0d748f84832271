//! Information and state sets, which OpenMetrics has: gauges anywhere else.

use metrics_core::proto::MetricType;
use metrics_core::sample::{InvalidSample, Sample};
use metrics_core::{
    Collector, Desc, DescError, Format, GatherErrorKind, Info, InfoVec, Kind, LabelSet, LabelValue,
    Registerer, Registry, StateSet, StateSetVec, Wrapping,
};

use crate::support::{Custom, errors, text};

#[derive(LabelValue)]
#[label(rename_all = "lowercase")]
enum Circuit {
    Closed,
    Half,
    Open,
}

#[derive(LabelSet)]
struct Version<'a> {
    #[label(max = 10)]
    version: &'a str,
}

#[derive(LabelSet)]
struct Backend<'a> {
    #[label(max = 10)]
    zone: &'a str,
}

fn openmetrics(registry: &Registry) -> String {
    let encoded = registry.encode(Format::OpenMetrics);
    assert!(encoded.errors.is_empty(), "{}", encoded.errors);
    encoded.into_string()
}

#[test]
fn information_is_a_gauge_but_in_openmetrics() {
    let registry = Registry::new();
    let build = Info::named("shop_build_info", "h").const_label("version", "1.4").build();
    registry.register(build).unwrap();
    assert_eq!(
        openmetrics(&registry),
        "# HELP shop_build h\n# TYPE shop_build info\nshop_build_info{version=\"1.4\"} 1.0\n# EOF\n"
    );
    assert_eq!(
        text(&registry),
        "# HELP shop_build_info h\n# TYPE shop_build_info gauge\n\
         shop_build_info{version=\"1.4\"} 1\n"
    );
    let family = &registry.gather().families[0];
    assert_eq!(family.r#type(), MetricType::Gauge);
    assert_eq!(family.metric[0].gauge.unwrap().value, Some(1.0));
}

#[test]
fn information_that_is_not_named_so_is_a_gauge() {
    let registry = Registry::new();
    registry.register(Info::named("shop_build", "h")).unwrap();
    let found = openmetrics(&registry);
    assert_eq!(found, "# HELP shop_build h\n# TYPE shop_build gauge\nshop_build 1.0\n# EOF\n");
}

#[test]
fn families_of_information_have_a_series_for_each_lookup() {
    let versions = InfoVec::<Version<'static>>::named("v_info", "h").build();
    let _ = versions.with(Version { version: "1" });
    let _ = versions.with(Version { version: "2" });
    versions.remove(Version { version: "1" });
    let registry = Registry::new();
    registry.register(versions).unwrap();
    assert!(text(&registry).ends_with("\nv_info{version=\"2\"} 1\n"));
}

#[test]
fn a_state_set_has_a_series_for_each_state() {
    let circuit = StateSet::<Circuit>::named("circuit", "h").const_label("zone", "eu").build();
    circuit.set(Circuit::Open);
    circuit.enter(Circuit::Half);
    assert!(circuit.leave(Circuit::Half) && !circuit.leave(Circuit::Half));
    assert!(circuit.is(Circuit::Open) && !circuit.is(Circuit::Closed));
    let registry = Registry::new();
    let outer = Wrapping::new(&registry).with_prefix("shop_");
    outer.register(circuit).unwrap();
    assert_eq!(
        openmetrics(&registry),
        "# HELP shop_circuit h\n# TYPE shop_circuit stateset\n\
         shop_circuit{zone=\"eu\",shop_circuit=\"closed\"} 0.0\n\
         shop_circuit{zone=\"eu\",shop_circuit=\"half\"} 0.0\n\
         shop_circuit{zone=\"eu\",shop_circuit=\"open\"} 1.0\n# EOF\n"
    );
    assert_eq!(
        text(&registry),
        "# HELP shop_circuit h\n# TYPE shop_circuit gauge\n\
         shop_circuit{shop_circuit=\"closed\",zone=\"eu\"} 0\n\
         shop_circuit{shop_circuit=\"half\",zone=\"eu\"} 0\n\
         shop_circuit{shop_circuit=\"open\",zone=\"eu\"} 1\n"
    );
    let family = &registry.gather().families[0];
    assert_eq!((family.r#type(), family.metric.len()), (MetricType::Gauge, 3));
    let labels = |metric: usize| -> Vec<_> {
        family.metric[metric].label.iter().map(|l| (l.name(), l.value())).collect()
    };
    assert_eq!(labels(2), [("shop_circuit", "open"), ("zone", "eu")]);
}

#[test]
fn families_of_state_sets() {
    static CIRCUITS: StateSetVec<Backend<'static>, Circuit> = StateSetVec::new();
    let eu = CIRCUITS.with(Backend { zone: "eu" });
    eu.set(Circuit::Closed);
    CIRCUITS.with(Backend { zone: "us" }).enter(Circuit::Open);
    assert!(eu.is(Circuit::Closed));
    let registry = Registry::new();
    let metrics = StateSetVec::<Backend<'static>, bool>::named("up", "h").build();
    metrics.with(Backend { zone: "eu" }).set(true);
    registry.register(metrics).unwrap();
    let expected = "up{up=\"false\",zone=\"eu\"} 0\nup{up=\"true\",zone=\"eu\"} 1\n";
    assert!(text(&registry).ends_with(expected));
}

#[test]
fn a_state_set_has_no_other_label_of_its_name() {
    let named = StateSet::<bool>::named("up", "h").const_label("up", "x").build();
    let error = named.desc().error();
    assert!(matches!(error, Some(DescError::DuplicateLabelName(name)) if name == "up"));
    let desc = Desc::builder("up", "h").labels(["up"]).build();
    let registry = Registry::new();
    let collect = move |scrape: &mut metrics_core::Scrape<'_>| {
        scrape.sample(&desc, &["x"], Sample::StateSet(&[("on", true)]));
    };
    registry.register(Custom::new(&[], collect)).unwrap();
    assert!(matches!(errors(&registry)[0].kind(), GatherErrorKind::InvalidLabels { .. }));
}

#[test]
fn hand_written_states_are_given_once() {
    let desc = Desc::builder("up", "h").kind(Kind::StateSet).build();
    let registry = Registry::new();
    let collect = move |scrape: &mut metrics_core::Scrape<'_>| {
        scrape.sample(&desc, &[], Sample::StateSet(&[("on", true), ("off", false), ("on", true)]));
    };
    registry.register(Custom::new(&[], collect)).unwrap();
    assert!(matches!(
        errors(&registry)[0].kind(),
        GatherErrorKind::InvalidSample { error: InvalidSample::State { index: 2 }, .. }
    ));
}

#[test]
fn derived_fields_may_be_information_and_states() {
    #[derive(Collector)]
    #[collector(namespace = "shop", new)]
    struct Metrics {
        /// What runs here.
        build_info: Info,
        /// The breaker.
        circuit: StateSet<Circuit>,
    }
    static METRICS: Metrics = Metrics::new();
    METRICS.circuit.set(Circuit::Half);
    let registry = Registry::new();
    registry.register(&METRICS).unwrap();
    let found = openmetrics(&registry);
    assert!(found.contains("# TYPE shop_build info\nshop_build_info 1.0\n"), "{found}");
    assert!(found.contains("shop_circuit{shop_circuit=\"half\"} 1.0\n"), "{found}");
}
