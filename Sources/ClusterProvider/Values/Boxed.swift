/// A large value in one place: who hands it on copies a reference, and each call that waits keeps no room for all of it.
///
/// A changed copy is another value, as always.
@propertyWrapper struct Boxed<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private var box: Box

    init(wrappedValue: Value) { box = Box(wrappedValue) }

    var wrappedValue: Value {
        get { box.value }
        set { box = Box(newValue) }
    }
}
