import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(.requires(.machines, .program("swtpm")), .timeLimit(.minutes(10))) struct TPMProbeMachineTests {
    /// What is tried has no guest, and was ended as nobody's.
    @Test func `a TPM is had though others sweep meanwhile`() async throws {
        let host = try await TestHost.provider().host
        let probe = TPMProbe(host: host)
        unlink(probe.file)
        let sweeping = Task { while !Task.isCancelled { await host.sweep(thorough: true) } }
        let verdict = try await probe.verdict()
        sweeping.cancel()
        await sweeping.value
        #expect(verdict.works, "\(verdict.reason)")
    }
}
