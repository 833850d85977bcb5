import Lifecycle
import Testing

@testable import Host

@Suite struct MemoryCapacityTests {
    @Test(
        "MAYFLY_MEMORY is an amount as Kubernetes writes it",
        arguments: [("2Gi", 2 << 30), ("1500", 1500), ("1.5Gi", 3 << 29)])
    func limit(_ text: String, _ bytes: Int64) throws {
        #expect(try MemoryCapacity(environment: ["MAYFLY_MEMORY": text]).limit == bytes)
    }

    @Test("without it the host alone bounds")
    func none() throws {
        #expect(try MemoryCapacity(environment: [:]).limit == nil)
    }

    @Test("what is no amount is refused, with what to write", arguments: ["", "0", "-1Gi", "much", "2 GB"])
    func bad(_ text: String) {
        let error = #expect(throws: HostError.self) { try MemoryCapacity(environment: ["MAYFLY_MEMORY": text]) }
        #expect(error?.code == .setting)
        #expect(error?.message.contains("MAYFLY_MEMORY is \"\(text)\"") == true)
        #expect(error?.message.contains("8Gi") == true)
    }

    @Test("where the kernel does not say what it has, nobody is held up")
    func silent() {
        let room = MemoryCapacity(memory: { nil }).room(beside: [])
        #expect(room.free > 1 << 50 && room.most > 1 << 50)
    }
}
