//! Every shape of a function by every way in which a call can end.
//!
//! Left out, because they mean nothing: a function that is no future cannot be cancelled, nor be
//! left without being polled; and an iterator is no `Result`, so a function that returns one has
//! no error.

use crate::support::*;

/// A shape: a macro of this name that makes `CALLS`, and a function `call` that makes a call of
/// the measured function.
macro_rules! functions {
    ($($shape:ident)*) => {$(
        mod $shape {
            matrix!($shape calls ok End::Ok, Calls { ok: 1, ..Calls::ONE });
            matrix!($shape calls error End::Error, Calls { error: 1, ..Calls::ONE });
            matrix!($shape calls panic End::Panic, Calls { panic: 1, ..Calls::ONE });
        }
    )*};
}

macro_rules! iterators {
    ($($shape:ident)*) => {$(
        mod $shape {
            matrix!($shape calls ok End::Ok, Calls { ok: 1, ..Calls::ONE });
            matrix!($shape calls panic End::Panic, Calls { panic: 1, ..Calls::ONE });
        }
    )*};
}

macro_rules! futures {
    ($($shape:ident)*) => {$(
        mod $shape {
            matrix!($shape awaits ok End::Ok, Calls { ok: 1, ..Calls::ONE });
            matrix!($shape awaits error End::Error, Calls { error: 1, ..Calls::ONE });
            matrix!($shape awaits panic End::Panic, Calls { panic: 1, ..Calls::ONE });
            matrix!($shape drops cancelled End::Pending, Calls { cancelled: 1, ..Calls::ONE });
            matrix!($shape forgets never_polled End::Ok, Calls::NONE);
        }
    )*};
}

macro_rules! matrix {
    ($shape:ident $how:ident $name:ident $end:expr, $calls:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use crate::support::*;
            #[allow(unused_imports)]
            use metrics_core::{FunctionCollector, instrumented};

            static CALLS: FunctionCollector = FunctionCollector::new();

            $shape! {}

            #[test]
            fn is_counted() {
                super::super::$how($end, call, || Calls::of(&CALLS));
                assert_eq!(Calls::of(&CALLS), $calls);
            }
        }
    };
}

/// Calls a function, which finds itself in flight.
fn calls<R>(end: End, call: fn(End, &dyn Fn()) -> R, seen: impl Fn() -> Calls) {
    let in_body = || assert_eq!(seen().in_flight, 1);
    assert_eq!(panics(|| call(end, &in_body)), end == End::Panic);
}

/// Awaits what a function returns.
fn awaits(end: End, call: fn(End) -> Boxed<'static, ()>, seen: impl Fn() -> Calls) {
    let mut future = call(end);
    assert_eq!(seen(), Calls::NONE);
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(seen(), Calls { in_flight: 1, ..Calls::NONE });
    assert_eq!(panics(|| poll(future.as_mut()).is_ready()), end == End::Panic);
}

/// Drops what a function returns in the midst of it, during a panic that is not its own.
fn drops(end: End, call: fn(End) -> Boxed<'static, ()>, seen: impl Fn() -> Calls) {
    let mut future = call(end);
    assert!(poll(future.as_mut()).is_pending());
    assert_eq!(seen().in_flight, 1);
    assert!(panics(move || {
        let _future = future;
        panic!("not its own")
    }));
}

/// Drops what a function returns.
fn forgets(end: End, call: fn(End) -> Boxed<'static, ()>, _: impl Fn() -> Calls) {
    drop(call(end));
}

macro_rules! function {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End, seen: &dyn Fn()) -> Result<u8, String> {
            seen();
            let value = finish(end)?;
            Ok(value)
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured(end, seen);
        }
    };
}

macro_rules! function_of_an_alias {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End, seen: &dyn Fn()) -> Fallible<u8> {
            seen();
            if end == End::Error {
                return finish(end);
            }
            finish(end)
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured(end, seen);
        }
    };
}

macro_rules! method {
    () => {
        struct Shop(Vec<u8>);

        impl Shop {
            #[instrumented(collector = CALLS)]
            fn measured<'a>(&'a mut self, end: End, seen: &dyn Fn()) -> Fallible<&'a mut u8> {
                seen();
                let value = finish(end)?;
                self.0.push(value);
                Ok(&mut self.0[0])
            }
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = Shop(Vec::new()).measured(end, seen);
        }
    };
}

macro_rules! method_by_value {
    () => {
        struct Shop(String);

        impl Shop {
            #[instrumented(collector = CALLS)]
            fn measured(mut self, end: End, seen: &dyn Fn()) -> Fallible<String> {
                seen();
                self.0.push('x');
                finish(end)?;
                Ok(self.0)
            }
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = Shop(String::new()).measured(end, seen);
        }
    };
}

macro_rules! impl_block {
    () => {
        struct Shop;

        #[instrumented(collector = CALLS)]
        impl Shop {
            const VALUE: u8 = 1;

            fn measured(&self, end: End, seen: &dyn Fn()) -> Fallible<u8> {
                seen();
                finish(end).map(Self::left_out)
            }

            #[instrumented(skip)]
            const fn left_out(_: u8) -> u8 {
                Self::VALUE
            }
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = Shop.measured(end, seen);
        }
    };
}

macro_rules! trait_impl {
    () => {
        trait Measured {
            type Value;
            fn measured(&self, end: End, seen: &dyn Fn()) -> Fallible<Self::Value>;
        }

        struct Shop;

        #[instrumented(collector = CALLS)]
        impl Measured for Shop {
            type Value = u8;

            fn measured(&self, end: End, seen: &dyn Fn()) -> Fallible<Self::Value> {
                seen();
                finish(end)
            }
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = Shop.measured(end, seen);
        }
    };
}

macro_rules! generic {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured<T, const N: usize>(
            values: [T; N],
            end: End,
            seen: impl Fn(),
        ) -> Result<[T; N], impl std::fmt::Display>
        where
            T: Clone,
        {
            seen();
            finish(end).map(|_| values.clone())
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured(["a"], end, seen);
        }
    };
}

macro_rules! unsafe_function {
    () => {
        #[instrumented(collector = CALLS)]
        unsafe fn measured(end: End, seen: &dyn Fn()) -> Fallible<u8> {
            seen();
            finish(end)
        }

        #[allow(unsafe_code)]
        fn call(end: End, seen: &dyn Fn()) {
            // SAFETY: it asks for nothing.
            let _ = unsafe { measured(end, seen) };
        }
    };
}

macro_rules! extern_function {
    () => {
        #[instrumented(collector = CALLS, error_if = |end| *end == 1)]
        extern "C-unwind" fn measured(end: u8) -> u8 {
            assert!(end < 2, "as wished");
            end
        }

        fn call(end: End, _: &dyn Fn()) {
            measured(end as u8);
        }
    };
}

macro_rules! track_caller {
    () => {
        #[instrumented(collector = CALLS)]
        #[track_caller]
        fn measured(end: End, seen: &dyn Fn()) -> Fallible<u8> {
            seen();
            if end == End::Ok {
                return Ok(1);
            }
            let value = finish(end)?;
            Ok(value)
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured(end, seen);
        }
    };
}

macro_rules! patterns {
    () => {
        #[instrumented(collector = CALLS)]
        #[allow(clippy::too_many_arguments)]
        fn measured(
            (mut end, _): (End, u8),
            mut seen: &dyn Fn(),
            _: u8,
            [a, b]: [u8; 2],
            _c: u8,
            #[cfg(any())] absent: Absent,
            _d: u8,
            _e: u8,
            _f: u8,
        ) -> Fallible<u8> {
            #![allow(unused_assignments)]
            seen();
            seen = &|| ();
            end = if a == b { end } else { End::Panic };
            finish(end)
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured((end, 0), seen, 0, [1, 1], 0, 0, 0, 0);
        }
    };
}

macro_rules! many_arguments {
    () => {
        #[instrumented(collector = CALLS)]
        #[allow(clippy::too_many_arguments)]
        fn measured(
            end: End,
            seen: &dyn Fn(),
            a: u8,
            b: u8,
            c: u8,
            d: u8,
            e: u8,
            f: u8,
            mut g: u8,
            h: String,
        ) -> Fallible<(u8, String)> {
            seen();
            g += a + b + c + d + e + f;
            finish(end).map(|_| (g, h))
        }

        fn call(end: End, seen: &dyn Fn()) {
            let _ = measured(end, seen, 0, 0, 0, 0, 0, 0, 0, String::new());
        }
    };
}

functions! {
    function function_of_an_alias method method_by_value impl_block trait_impl generic
    unsafe_function extern_function track_caller patterns many_arguments
}

macro_rules! function_of_nothing {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End, seen: &dyn Fn()) {
            seen();
            if end == End::Ok {
                return;
            }
            let _ = finish(end);
        }

        fn call(end: End, seen: &dyn Fn()) {
            measured(end, seen);
        }
    };
}

macro_rules! iterator {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End, seen: &dyn Fn()) -> impl Iterator<Item = u8> + '_ {
            seen();
            let value = finish(end);
            value.into_iter().map(move |value| {
                let _ = seen;
                value
            })
        }

        fn call(end: End, seen: &dyn Fn()) {
            assert_eq!(measured(end, seen).count(), 1);
        }
    };
}

macro_rules! iterator_in_a_box {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End, seen: &dyn Fn()) -> Box<dyn Iterator<Item = u8> + '_> {
            seen();
            Box::new(finish(end).into_iter())
        }

        fn call(end: End, seen: &dyn Fn()) {
            assert_eq!(measured(end, seen).count(), 1);
        }
    };
}

iterators! { function_of_nothing iterator iterator_in_a_box }

macro_rules! async_function {
    () => {
        #[instrumented(collector = CALLS)]
        async fn measured(end: End) -> Result<u8, String> {
            let value = finish_later(end).await?;
            Ok(value)
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured(end).await) })
        }
    };
}

macro_rules! async_function_of_an_alias {
    () => {
        #[instrumented(collector = CALLS)]
        async fn measured(text: &str, end: End) -> Fallible<&str> {
            if end == End::Error {
                return finish_later(end).await.map(|_| text);
            }
            finish_later(end).await.map(|_| text)
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured("text", end).await) })
        }
    };
}

macro_rules! async_method {
    () => {
        struct Shop(Vec<u8>);

        impl Shop {
            #[instrumented(collector = CALLS)]
            async fn measured<'a>(&'a mut self, end: End) -> Fallible<&'a mut u8> {
                let value = finish_later(end).await?;
                self.0.push(value);
                Ok(&mut self.0[0])
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(Shop(Vec::new()).measured(end).await) })
        }
    };
}

macro_rules! async_impl_block {
    () => {
        struct Shop;

        #[instrumented(collector = CALLS)]
        impl Shop {
            async fn measured(self, end: End) -> Fallible<u8> {
                finish_later(end).await
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(Shop.measured(end).await) })
        }
    };
}

macro_rules! async_trait_impl {
    () => {
        trait Measured {
            async fn measured(&self, end: End) -> Fallible<u8>;
        }

        struct Shop;

        impl Measured for Shop {
            #[instrumented(collector = CALLS)]
            async fn measured(&self, end: End) -> Fallible<u8> {
                finish_later(end).await
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(Shop.measured(end).await) })
        }
    };
}

macro_rules! below_async_trait {
    () => {
        #[async_trait::async_trait]
        trait Measured {
            async fn measured(&self, end: End) -> Fallible<u8>;
        }

        struct Shop;

        #[async_trait::async_trait]
        impl Measured for Shop {
            #[instrumented(collector = CALLS)]
            async fn measured(&self, end: End) -> Fallible<u8> {
                let value = finish_later(end).await?;
                Ok(value)
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(Shop.measured(end).await) })
        }
    };
}

macro_rules! above_async_trait {
    () => {
        #[async_trait::async_trait]
        trait Measured {
            async fn measured(&self, end: End) -> Fallible<u8>;
        }

        struct Shop;

        #[instrumented(collector = CALLS)]
        #[async_trait::async_trait]
        impl Measured for Shop {
            async fn measured(&self, end: End) -> Fallible<u8> {
                let value = finish_later(end).await?;
                Ok(value)
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(Shop.measured(end).await) })
        }
    };
}

macro_rules! async_generic {
    () => {
        #[instrumented(collector = CALLS)]
        async fn measured<T>(value: T, end: End, seen: impl Fn()) -> Result<T, impl Sized>
        where
            T: Clone,
        {
            seen();
            finish_later(end).await.map(|_| value)
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured("text", end, || ()).await) })
        }
    };
}

macro_rules! async_recursive {
    () => {
        #[instrumented(collector = CALLS)]
        async fn measured(depth: u8, end: End) -> Fallible<u8> {
            if depth == 0 {
                return finish_later(end).await;
            }
            Box::pin(measured(depth - 1, end)).await
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured(0, end).await) })
        }
    };
}

macro_rules! impl_future {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(text: &str, end: End) -> impl Future<Output = Fallible<u8>> + Send {
            let _len = text.len();
            async move {
                let value = finish_later(end).await?;
                Ok(value)
            }
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured("text", end).await) })
        }
    };
}

macro_rules! impl_future_that_moves {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End) -> impl Future<Output = Fallible<u8>> + Send + Unpin {
            Box::pin(finish_later(end))
        }

        fn call(end: End) -> Boxed<'static, ()> {
            let mut future = measured(end);
            Box::pin(async move { drop((&mut future).await) })
        }
    };
}

macro_rules! boxed_future {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End) -> std::pin::Pin<Box<dyn Future<Output = Fallible<u8>> + Send>> {
            if end == End::Error {
                return Box::pin(finish_later(end));
            }
            Box::pin(async move { finish_later(end).await })
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured(end).await) })
        }
    };
}

macro_rules! boxed_future_of_an_alias {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: &End) -> Boxed<'_, Fallible<u8>> {
            Box::pin(finish_later(*end))
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured(&end).await) })
        }
    };
}

macro_rules! boxed_future_that_moves {
    () => {
        #[instrumented(collector = CALLS)]
        fn measured(end: End) -> Box<dyn Future<Output = Fallible<u8>> + Unpin + Send> {
            Box::new(Box::pin(finish_later(end)))
        }

        fn call(end: End) -> Boxed<'static, ()> {
            Box::pin(async move { drop(measured(end).await) })
        }
    };
}

futures! {
    async_function async_function_of_an_alias async_method async_impl_block async_trait_impl
    below_async_trait above_async_trait async_generic async_recursive impl_future
    impl_future_that_moves boxed_future boxed_future_of_an_alias boxed_future_that_moves
}

/// A recursive function is measured at every depth.
mod recursive {
    use crate::support::*;
    use metrics_core::{FunctionCollector, instrumented};

    static CALLS: FunctionCollector = FunctionCollector::new();

    #[instrumented(collector = CALLS)]
    fn measured(depth: u8, end: End) -> Fallible<u8> {
        if depth == 0 { finish(end) } else { measured(depth - 1, end) }
    }

    #[test]
    fn is_counted_at_each_depth() {
        assert!(measured(2, End::Ok).is_ok());
        assert!(measured(1, End::Error).is_err());
        assert!(panics(|| measured(3, End::Panic)));
        let counted = Calls { ok: 3, error: 2, panic: 4, timed: 9, ..Calls::NONE };
        assert_eq!(Calls::of(&CALLS), counted);
    }
}
