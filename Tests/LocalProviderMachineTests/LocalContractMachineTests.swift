import Host
import LocalProvider
import Machines
import MayflyTestSupport
import Offload
import Testing

/// Every promise of the port, kept by real machines on the private libvirt.
@Suite("The provider's contract, on this host", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct LocalContractMachineTests {
    @Suite("Guests", .sharedMachine)
    struct GuestMachineTests {
        @Test("a guest", arguments: ProviderContract.guest)
        func guest(_ check: ContractCheck<Machine>) async throws {
            try await check(SharedMachine.current)
        }
    }

    @Test("a life", arguments: ProviderContract.life + ProviderContract.forks + ProviderContract.reverts)
    func life(_ check: ContractCheck<ContractSubject>) async throws {
        let subject = ContractSubject(
            fixture: try TestHost.tiny(), slots: TestHost.slots, provider: { try await LocalProvider() },
            leftovers: { LocalLeftovers.of($0) })
        try await check(subject)
    }
}

/// What this host still has of a machine.
enum LocalLeftovers {
    static func of(_ run: String) -> [String] {
        let directories = HostDirectories.ofThisUser
        let disks = FileSystem.names(in: directories.disks).filter { $0.hasPrefix(run) }
        let files = [directories.machine(run)].filter(FileSystem.exists) + disks
        let processes = ProcessTable.processes { Sweeper.isMachine(run, $0) }
        // A dead process that nobody has reaped yet holds nothing.
        return files + processes.filter(\.isAlive).map { "process \($0.pid)" }
    }
}
