//! Attributes on functions.
fn render(page: Option<String>) -> String {
    let (__family, __metrics_chosen) = ::metrics_core::__private::FamilyOf::open(
        &RENDER_SECONDS,
    );
    let __metrics_chosen = __metrics_chosen.cached(page.is_some());
    let __metrics_series = ::metrics_core::__private::Now(
        __family.with(__metrics_chosen.__metrics_labels()),
    );
    let __guard = ::metrics_core::__private::Guard::new(
        ::metrics_core::__private::Timing::new(__metrics_series),
    );
    page.unwrap_or_default()
}
async fn fetch(&self, url: &str) -> Result<Page, Error> {
    static __METRICS_FUNCTION: ::metrics_core::__private::FunctionCells = ::metrics_core::__private::FunctionCells::new(
        "fetch",
        ::core::module_path!(),
        ::metrics_core::__private::Outcomes {
            error: true,
            cancelled: true,
        },
        ::metrics_core::buckets::DEFAULT,
        ::metrics_core::default_functions(),
    );
    let mut __watch = ::metrics_core::__private::Watch::future(
        __METRICS_FUNCTION.begin(),
    );
    let mut __future = ::core::pin::pin!(
        async move { if let ::core::option::Option::Some(__edge) =
        ::core::option::Option::None:: < Result < Page, Error > > { return __edge; } let
        page = self.client.get(url). await ?; Ok(page) }
    );
    let __judge = {
        let __output = ::metrics_core::__private::kind_of_output(&__future);
        {
            use ::metrics_core::__private::{AnyOutput as _, ResultOutput as _};
            (&&__output).judge()
        }
    };
    let __value = ::core::future::poll_fn(|__cx| __watch.poll(__future.as_mut(), __cx))
        .await;
    __watch.end(__judge.of(&__value));
    __value
}
