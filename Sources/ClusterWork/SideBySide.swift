import Synchronization

/// Runs a body for each number below `count`, so many at a time; the first error ends the others.
func sideBySide(
    _ width: Int, _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
    let numbers = Numbers(below: count)
    try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<min(width, count) {
            group.addTask { while let number = numbers.take() { try await body(number) } }
        }
    }
}

/// Each handed out once.
private final class Numbers: Sendable {
    private let next = Mutex(0)
    private let end: Int

    init(below end: Int) { self.end = end }

    /// Nil when all are.
    func take() -> Int? {
        next.withLock { next in
            guard next < end else { return nil }
            defer { next += 1 }
            return next
        }
    }
}
