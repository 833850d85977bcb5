package import Fixtures
package import Machines
package import Offload
import Testing

/// One promise of the port, checked on every back end that there is.
package struct ContractCheck<Subject: Sendable>: Sendable, CustomTestStringConvertible {
    package let name: String
    private let body: @Sendable (Subject) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (Subject) async throws -> Void) {
        self.name = name
        self.body = body
    }

    package var testDescription: String { name }

    package func callAsFunction(_ subject: Subject) async throws { try await body(subject) }
}

/// What a back end has to tell of itself so that the contract can be checked on it.
package struct ContractSubject: Sendable {
    /// Another provider for the same host at each call.
    package let provider: @Sendable () async throws -> any MachineProvider
    /// A small guest with a shell, ready when its one way in answers.
    package let fixture: Fixture
    /// Files and processes that are left of a machine, by its run id.
    package let leftovers: @Sendable (_ run: String) async -> [String]
    /// How many machines at a time.
    package let slots: AsyncSemaphore

    package init(
        fixture: Fixture, slots: AsyncSemaphore, provider: @escaping @Sendable () async throws -> any MachineProvider,
        leftovers: @escaping @Sendable (_ run: String) async -> [String]
    ) {
        self.provider = provider
        self.fixture = fixture
        self.leftovers = leftovers
        self.slots = slots
    }
}

/// What every back end promises (MachineProvider, Machine, GuestChannel, Console), as checks.
///
/// Guests run commands that a small system's shell and FakeShell both know.
package enum ProviderContract {
    /// Of a guest that is up; the machine is shared, so each leaves it as it was.
    package static let guest: [ContractCheck<Machine>] = commands + failures + endings + copies

    /// Of a machine's life; each makes its own machines.
    package static let life: [ContractCheck<ContractSubject>] =
        beginnings + consoles + guestEnds + controls + deletions + others
}
