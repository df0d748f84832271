//! The picture: a panel for each workload, a bar for each library, on a logarithmic scale.

use std::error::Error;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::short;
use crate::library::Role;
use crate::run::{Outcome, Row};

/// How wide a panel is.
const PANEL: u32 = 440;
/// Workloads of one and of two threads stand side by side.
const COLUMNS: usize = 4;
const HEADER: u32 = 76;
/// Of a panel: its title and the space under it.
const TITLE: i32 = 34;
const BAR: i32 = 17;
/// Where bars begin, which leaves room for names.
const LEFT: i32 = 142;
/// What is left free for numbers at the end of the longest bar.
const RIGHT: i32 = 56;

const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const FAINT: RGBColor = RGBColor(0x66, 0x66, 0x66);
const GRID: RGBColor = RGBColor(0xe4, 0xe4, 0xe4);
const PLAIN: RGBColor = RGBColor(0xd9, 0x48, 0x01);
const STRIPED: RGBColor = RGBColor(0xfd, 0x9a, 0x4b);
const FLOOR: RGBColor = RGBColor(0x9a, 0x9a, 0x9a);
const PEER: RGBColor = RGBColor(0x9e, 0xbc, 0xda);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws all workloads to a file.
pub(crate) fn draw(path: &Path, outcomes: &[Outcome]) -> Result<(), Box<dyn Error>> {
    let rows = outcomes.len().div_ceil(COLUMNS);
    let most_bars = outcomes.iter().map(|outcome| bars(outcome).count()).max().unwrap_or_default();
    let height = TITLE as u32 + most_bars as u32 * BAR as u32 + 44;
    let size = (PANEL * COLUMNS as u32 + 20, HEADER + height * rows as u32);
    let picture = SVGBackend::new(path, size).into_drawing_area();
    picture.fill(&WHITE)?;
    let (header, panels) = picture.split_vertically(HEADER);
    draw_header(&header, outcomes)?;
    for (panel, outcome) in panels.split_evenly((rows, COLUMNS)).iter().zip(outcomes) {
        draw_panel(panel, outcome)?;
    }
    picture.present()?;
    Ok(())
}

fn draw_header(area: &Area<'_>, outcomes: &[Outcome]) -> Result<(), Box<dyn Error>> {
    let rounds = outcomes.iter().map(|outcome| outcome.rounds).max().unwrap_or_default();
    text(area, "What updates cost", (20, 24), &style(22, INK, HPos::Left).bold())?;
    let subtitle = format!(
        "nanoseconds per operation and thread, median of up to {rounds} rounds, shorter is better; \
         logarithmic, each panel on its own scale"
    );
    text(area, &subtitle, (20, 48), &style(14, FAINT, HPos::Left))?;
    let legend =
        [("ours", PLAIN), ("ours, striped", STRIPED), ("code by hand", FLOOR), ("peers", PEER)];
    let mut x = 20;
    for (name, color) in legend {
        area.draw(&Rectangle::new([(x, 60), (x + 12, 72)], color.filled()))?;
        text(area, name, (x + 18, 66), &style(13, INK, HPos::Left))?;
        x += 120;
    }
    Ok(())
}

/// The libraries that have a bar, with its length.
fn bars(outcome: &Outcome) -> impl Iterator<Item = (&Row, f64)> {
    outcome.rows.iter().filter_map(|row| {
        let ns = row.figures.as_ref()?.ns;
        (ns > 0.0).then_some((row, ns))
    })
}

fn draw_panel(area: &Area<'_>, outcome: &Outcome) -> Result<(), Box<dyn Error>> {
    text(area, &outcome.workload.title(), (20, 14), &style(15, INK, HPos::Left).bold())?;
    if bars(outcome).next().is_none() {
        return Ok(());
    }
    let (width, _) = area.dim_in_pixel();
    let room = f64::from(width as i32 - LEFT - RIGHT);
    let lows = bars(outcome).map(|(_, ns)| ns.log10()).fold(f64::INFINITY, f64::min);
    let highs = bars(outcome).map(|(_, ns)| ns.log10()).fold(f64::NEG_INFINITY, f64::max);
    // Whole decades on the left, so that the shortest bar can be seen, too.
    let low = (lows - 0.15).floor();
    let high = highs.max(low + 1.0);
    let x = |log: f64| LEFT + (room * (log - low) / (high - low)) as i32;
    let bottom = TITLE + BAR * bars(outcome).count() as i32;

    let mut decade = low;
    while decade <= high {
        area.draw(&PathElement::new([(x(decade), TITLE), (x(decade), bottom)], GRID))?;
        let label = format!("{} ns", 10_f64.powf(decade));
        text(area, &label, (x(decade), bottom + 9), &style(11, FAINT, HPos::Center))?;
        decade += 1.0;
    }
    for (place, (row, ns)) in bars(outcome).enumerate() {
        let top = TITLE + BAR * place as i32;
        let (color, is_ours) = match row.role {
            Role::Plain | Role::Bounded => (PLAIN, true),
            Role::Striped => (STRIPED, true),
            Role::SharedFloor | Role::OwnFloor | Role::Part => (FLOOR, false),
            Role::Peer => (PEER, false),
        };
        let end = x(ns.log10());
        area.draw(&Rectangle::new([(LEFT, top + 2), (end, top + BAR - 2)], color.filled()))?;
        let middle = top + BAR / 2;
        let strong = |style: Style| if is_ours { style.bold() } else { style };
        text(area, row.name, (LEFT - 6, middle), &strong(style(13, INK, HPos::Right)))?;
        text(area, &short(ns), (end + 5, middle), &strong(style(12, INK, HPos::Left)))?;
    }
    Ok(())
}

/// How a text looks, and on which side of its place it lies.
struct Style {
    size: i32,
    color: RGBColor,
    anchor: HPos,
    weight: FontStyle,
}

fn style(size: i32, color: RGBColor, anchor: HPos) -> Style {
    Style { size, color, anchor, weight: FontStyle::Normal }
}

impl Style {
    fn bold(self) -> Self {
        Self { weight: FontStyle::Bold, ..self }
    }
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), style: &Style) -> Result<(), Box<dyn Error>> {
    let font = (FONT, style.size).into_font().style(style.weight);
    let anchor = Pos::new(style.anchor, VPos::Center);
    area.draw(&Text::new(text.to_owned(), at, font.color(&style.color).pos(anchor)))?;
    Ok(())
}
