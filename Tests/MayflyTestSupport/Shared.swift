import Synchronization

/// A value that the tasks of a test share.
package final class Shared<Value: Sendable>: Sendable {
    private let guarded: Mutex<Value>

    package init(_ value: Value) {
        guarded = Mutex(value)
    }

    package var value: Value { guarded.withLock { $0 } }

    @discardableResult
    package func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        guarded.withLock { body(&$0) }
    }
}
