import Machines
import Testing

@testable import LocalProvider

/// What a machine was forked from.
func template(of machine: Machine) async throws -> Template {
    let driver = try #require(machine.driver as? ForkableMachine)
    guard case .fork(let template, .another)? = await driver.first.definition?.beginning else {
        Issue.record("it was booted")
        throw CancellationError()
    }
    return template
}
