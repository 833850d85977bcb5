import Fixtures
import Glibc
import Host
import Lifecycle
import LocalProvider
import Machines
import Mayfly
import MayflyTestSupport
import Offload
import Testing

@Suite("Pools on this host", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct PoolMachineTests {
    @Test("what lies ready takes no processor time, wakes with the right time, and is gone after the end")
    func life() async throws {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "pooled-\(UInt16.random(in: 1000...9999))"
        fixture.forkable = true
        let (name, recipe) = (fixture.name, fixture)
        try await TestHost.slots.withPermit {
            let provider = try await TestHost.provider()
            let pool = Pool(recipe, ready: 2, on: provider)
            try await finishing {
                #expect(try await eventually(within: .seconds(300)) { await pool.ready == 2 })
                let lying = try await provider.machines().filter { $0.name == name }.map(\.run)
                #expect(lying.count == 2)
                try await pool.withMachine { machine in
                    #expect(lying.contains(machine.id))
                    #expect(await machine.state == .ready)
                    let other = try #require(lying.first { $0 != machine.id })
                    let before = try ticks(of: other)
                    _ = try await machine.run("sleep", "5").check()
                    #expect(try ticks(of: other) == before)
                }
                try await pool.withMachine { machine in
                    // It has stood still for five seconds, and does not know.
                    let guest = try #require(Int(try await machine.run("date", "+%s").check().output.dropLast()))
                    #expect(abs(guest - time(nil)) <= 3)
                }
                #expect(try await eventually(within: .seconds(60)) { await pool.ready == 2 })
            } finally: {
                await pool.drain()
            }
            let left = try await provider.machines().filter { $0.name == name }
            #expect(left == [])
        }
    }

    @Test("what lies ready makes room for a machine that would have to wait for memory")
    func makesRoom() async throws {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "room-\(UInt16.random(in: 1000...9999))"
        fixture.forkable = true
        let recipe = fixture
        let need = MemoryNeed(guest: 128 << 20, accelerator: .tcg)
        let scratch = Scratch("room")
        try await TestHost.slots.withPermit {
            let provider = try await LocalProvider(
                HostDirectories(runtime: scratch("r"), cache: HostDirectories.ofThisUser.cache),
                capacity: MemoryCapacity(limit: need.boot + need.fork / 2))
            let pool = Pool(recipe, ready: 1, on: provider)
            try await finishing {
                #expect(try await eventually(within: .seconds(300)) { await pool.ready == 1 })
                let machine = try await provider.create(
                    recipe, options: MachineOptions(origin: .boot), timeline: Timeline())
                try await finishing {
                    try await machine.start()
                    #expect(await pool.ready == 0)
                } finally: {
                    await machine.delete()
                }
            } finally: {
                await pool.drain()
            }
            await provider.end()
        }
    }

    /// The processor time that a guest's processors have used, in clock ticks; QEMU may answer libvirt meanwhile.
    private func ticks(of run: String) throws -> UInt64 {
        let process = try #require(ProcessTable.processes { Sweeper.isMachine(run, $0) }.first)
        let threads = "/proc/\(process.pid)/task"
        let processors = FileSystem.names(in: threads).filter {
            FileSystem.text("\(threads)/\($0)/comm")?.hasPrefix("CPU ") == true
        }
        try #require(!processors.isEmpty)
        return try processors.reduce(0) { sum, thread in
            // The name before the bracket may have spaces; proc(5)'s fields 14 and 15.
            let text = try #require(FileSystem.text("\(threads)/\(thread)/stat"))
            let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
            return sum + (try #require(UInt64(fields[11]))) + (try #require(UInt64(fields[12])))
        }
    }
}
