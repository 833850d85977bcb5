public import Machines
public import MayflyTesting
public import XCTest

/// A test case of XCTest's whose every test has machines of its own.
///
/// ```swift
/// final class SSHTests: MachineTestCase {
///     override class var machines: [MachineTrait] { [.machine("debian-12")] }
///
///     func testRestart() async throws {
///         try await machine.service("ssh").restart()
///         let isActive = try await machine.service("ssh").isActive
///         XCTAssertTrue(isActive)
///     }
/// }
/// ```
///
/// Where `MAYFLY_ARTIFACTS` names a directory, what explains a failure is written there. A class that overrides `setUp` or
/// `tearDown` calls those of this one.
open class MachineTestCase: XCTestCase {
    /// Which machines a test has; `.shared` has no meaning here.
    open class var machines: [MachineTrait] { [] }
    /// The private network that a test's machines are in: `.network()`; none when nil.
    open class var network: NetworkTrait? { nil }
    /// What the host has to have; a test is skipped where it has not, and fails where `MAYFLY_REQUIRE` lists it.
    open class var requirements: [Requirement] { [.machines] }

    /// What machines are taken from.
    package class var pools: TestPools { .current }

    private var taken: TakenMachines?

    /// The test's machine: the one without a name, or the only one.
    ///
    /// - Throws: `MachineError.Code.notFound` where there is none; the error says what is missing.
    public var machine: Machine { get throws(MachineError) { try held().current } }

    /// The test's machine which its trait calls so: `.machine(…, as: "client")`.
    ///
    /// - Throws: `MachineError.Code.notFound` where there is none of that name.
    public func machine(named name: String) throws(MachineError) -> Machine { try held().named(name) }

    private func held() throws(MachineError) -> TakenMachines {
        guard let taken else {
            throw MachineError(
                .notFound,
                "there is no machine here: \(type(of: self)) does not override `class var machines`, or its setUp not call super's"
            )
        }
        return taken
    }

    /// Makes the test's machines; one that does not get ready is explained.
    open override func setUp() async throws {
        // XCTest's own does nothing, and is no part of this module's isolation.
        for requirement in Self.requirements {
            if let reason = try await requirement.reasonToSkip() { throw XCTSkip(reason) }
        }
        if Self.machines.isEmpty { return }
        do {
            taken = try await Self.pools.take(Self.machines, on: Self.network)
        } catch let error as MachineError {
            TakenMachines.explain(error, as: [name])
            throw error
        }
    }

    /// Explains the test if it has failed, and ends its machines.
    open override func tearDown() async throws {
        if let taken {
            let name = name
            let failures = testRun?.totalFailureCount ?? 0
            await taken.end(explaining: failures > 0 ? ["\(name) has failed"] : nil, as: [name])
            self.taken = nil
        }
    }
}
