//! Draws the curves as docs/performance.svg.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use plotters::{coord::Shift, prelude::*};

use crate::curves::{Curve, Family};

const SIZE: (u32, u32) = (1_000, 760);
const COLORS: [RGBColor; 2] = [RGBColor(31, 97, 141), RGBColor(186, 74, 0)];

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.svg")
}

/// Replaces the plot.
pub fn write(families: &[Family]) -> Result<()> {
    fs::write(path(), render(families)?).context("could not write docs/performance.svg")?;
    println!("wrote docs/performance.svg");
    Ok(())
}

/// Fails if the committed plot shows other figures.
pub fn check(families: &[Family]) -> Result<()> {
    let committed = fs::read_to_string(path()).context("could not read docs/performance.svg")?;
    ensure!(committed == render(families)?, "docs/performance.svg shows other figures: run `make bench ARGS=--write`");
    Ok(())
}

fn render(families: &[Family]) -> Result<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE).map_err(wrong)?;
        for (area, family) in root.split_evenly((2, 2)).iter().zip(families) {
            draw(area, family)?;
        }
        root.present().map_err(wrong)?;
    }
    Ok(svg)
}

fn draw(area: &DrawingArea<SVGBackend, Shift>, family: &Family) -> Result<()> {
    let points = || family.curves.iter().flat_map(|curve| &curve.points);
    let right = points().map(|(x, _)| *x).max().context("a curve without points")?;
    let top = points().map(|(_, units)| *units).max().unwrap_or(0);
    let mut chart = ChartBuilder::on(area)
        .caption(family.title, ("sans-serif", 18))
        .margin(14)
        .x_label_area_size(38)
        .y_label_area_size(58)
        .build_cartesian_2d(0..right, 0..top + top / 5)
        .map_err(wrong)?;
    let mesh = chart.configure_mesh().light_line_style(WHITE).x_desc(family.over).y_desc("compute units").draw();
    mesh.map_err(wrong)?;
    for (curve, color) in family.curves.iter().zip(COLORS) {
        let Curve { name, points, .. } = curve;
        let line = chart.draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2))).map_err(wrong)?;
        line.label(*name).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
    }
    let legend = chart.configure_series_labels().position(SeriesLabelPosition::MiddleLeft).border_style(WHITE).draw();
    legend.map_err(wrong)
}

fn wrong(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("could not draw the plot: {error}")
}
