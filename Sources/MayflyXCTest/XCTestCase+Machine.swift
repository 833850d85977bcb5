public import Fixtures
public import Machines
import Mayfly
import MayflyTesting
public import XCTest

extension XCTestCase {
    /// Makes a machine of a fixture, hands it to the body when it is ready, and ends it; where `MAYFLY_ARTIFACTS` names a
    /// directory, what explains a machine that does not get ready, a body that throws, or a test that has failed by its
    /// end, is written there.
    ///
    /// - Parameters:
    ///   - fixture: The recipe.
    ///   - origin: A fork or a boot; as the fixture has it when nil.
    ///   - provider: The back end; this host's private libvirt when nil.
    ///   - body: What is done with the machine.
    /// - Returns: What the body returns.
    /// - Throws: ``MachineError`` from making the machine, and whatever the body throws.
    public func withMachine<Value: Sendable>(
        _ fixture: Fixture, from origin: MachineOrigin? = nil, on provider: (any MachineProvider)? = nil,
        _ body: (Machine) async throws -> Value
    ) async throws -> Value {
        let log = CommandLog()
        var wasReady = false
        do {
            return try await Mayfly.withMachine(fixture, from: origin, on: provider, explained: true) { machine in
                wasReady = true
                let machine = machine.recording(in: log)
                do {
                    let value = try await body(machine)
                    await explain(machine, failures: testRun?.totalFailureCount ?? 0 > 0 ? ["\(name) has failed"] : [])
                    return value
                } catch {
                    await explain(machine, failures: ["\(error)"])
                    throw error
                }
            }
        } catch let error as MachineError {
            if !wasReady { TakenMachines.explain(error, as: [name]) }
            throw error
        }
    }

    private func explain(_ machine: Machine, failures: [String]) async {
        let settings = ArtifactSettings.current
        guard settings.directory != nil, settings.always || !failures.isEmpty else { return }
        await Explanation(issues: failures, machines: [nil: machine]).write(settings, for: [name])
    }
}
