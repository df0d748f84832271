//! Attributes on functions.

#[timed(RENDER_SECONDS, labels(cached = page.is_some()))]
fn render(page: Option<String>) -> String {
    page.unwrap_or_default()
}

#[instrumented]
async fn fetch(&self, url: &str) -> Result<Page, Error> {
    let page = self.client.get(url).await?;
    Ok(page)
}
