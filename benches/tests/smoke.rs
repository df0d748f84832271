//! Keeps the program from rotting: a run of seconds does everything that a real one does.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn a_smoke_run_measures_every_library_and_finds_its_work_done() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (json, plot) = (dir.join("smoke.jsonl"), dir.join("smoke.svg"));
    let output = Command::new(env!("CARGO_BIN_EXE_benches"))
        .arg("--smoke")
        .args([Path::new("--json"), &json, Path::new("--plot"), &plot])
        .output()
        .expect("the program starts");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(stdout.contains("every library recorded every operation"), "{stdout}");

    let lines = fs::read_to_string(json).expect("the lines are written");
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("each is JSON")).collect();
    assert!(lines.iter().all(|line| line["check"] == "ok"));
    // Peers are in the run because they can do all of it, but for summaries and native histograms,
    // which few of them have.
    for (peer, rows) in [
        ("prometheus", 15),
        ("prometheus-client", 15),
        ("measured", 15),
        ("vise", 15),
        ("fastmetrics", 15),
        ("metrics", 15 + 2),
        ("opentelemetry", 15 + 2),
    ] {
        let of_peer = lines.iter().filter(|line| line["library"] == peer);
        assert_eq!(of_peer.count(), rows, "{peer}");
    }
    assert!(fs::read_to_string(plot).expect("the picture is drawn").contains("</svg>"));
}
