import MayflyTestSupport
import Offload
import Testing

@testable import HTTP

@Suite struct BareConnectionTests {
    @Test func `what is put after the end is dropped, though last words are on their way`() async throws {
        let server = try LoopbackListener()
        let request = try HTTPRequest(.get, "http://127.0.0.1:\(server.port)")
        let connection = try await BareConnection.open(request, HTTPSettings())
        // More than the kernel takes where nobody reads.
        connection.put([UInt8](repeating: 0, count: 64 << 20))
        #expect(try !connection.flush())
        connection.end(saying: [1])
        connection.put([2])
    }

    @Test func `libcurl keeps nothing of a connection that failed`() async throws {
        let free = try LoopbackPort()
        let server = try StubServer { _, _ in .init(200, text: "hello") }
        let connection = try #require(Connection())
        func transfer(_ url: String) throws -> Transfer {
            let request = try HTTPRequest(.get, url)
            return Transfer(request, HTTPSettings(), MemorySink(request.address, most: 100))
        }
        let error = #expect(throws: HTTPError.self) {
            try transfer("http://127.0.0.1:\(free.number)").connect(on: connection)
        }
        #expect(error?.code == .unreachable)
        // A handle that the failed connection still held could not be taken again.
        let next = Handed((try transfer(server.url), connection))
        let status = try await blocking { () throws(HTTPError) in try next.value.0.run(on: next.value.1).status }
        #expect(status == 200)
    }
}
