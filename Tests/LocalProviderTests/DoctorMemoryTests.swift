import Host
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct DoctorMemoryTests {
    private let scratch = Scratch("doctor")

    private func ledger(_ free: Int64) throws -> MemoryLedger {
        let directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
        return MemoryLedger(
            directories, capacity: MemoryCapacity(limit: free << 20) { HostMemory(available: 1 << 40, total: 1 << 41) })
    }

    @Test("the doctor tells how much is free, and who has the rest")
    func holders() async throws {
        let ledger = try ledger(4096)
        #expect(Doctor.memory(try #require(await ledger.survey())).detail == "4096 MiB free for machines, of 4096")
        let grant = try await ledger.admit(1024 << 20, for: "web")
        let finding = Doctor.memory(try #require(await ledger.survey()))
        #expect(finding.status == .yes)
        #expect(finding.detail.hasPrefix("3072 MiB free for machines, of 4096; in use: web (1024 MiB, process "))
        grant.release()
    }

    @Test("too little has a remedy", arguments: [(Int64(1000), Finding.Status.less), (100, .no)])
    func little(_ free: Int64, _ status: Finding.Status) async throws {
        let finding = Doctor.memory(try #require(await ledger(free).survey()))
        #expect(finding.status == status)
        #expect(finding.remedy?.contains("MAYFLY_MEMORY") == true)
    }
}
