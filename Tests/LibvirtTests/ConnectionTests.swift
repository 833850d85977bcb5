import Testing

@testable import Libvirt

struct ConnectionTests {
    @Test("a connection opens, answers and closes, many times over and many at once")
    func rounds() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<50 {
                        try await TestDriver.withConnection { connection in
                            let version = try await connection.libraryVersion()
                            #expect(version > 1_000_000)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a connection may be closed while events come in")
    func closeUnderEvents() async throws {
        try await TestDriver.withConnection { busy in
            let noise = Task {
                for number in 0..<300 {
                    let domain = try await busy.createDomain(xml: TestDriver.xml("noise-\(number)"), [])
                    try await domain.destroy()
                }
            }
            for _ in 0..<100 {
                let connection = try await Connection.open(TestDriver.uri)
                let listening = Task {
                    var count = 0
                    for await _ in connection.events() { count += 1 }
                    return count
                }
                await connection.close()
                // Ends by itself: the stream is over once the connection is closed.
                _ = await listening.value
            }
            try await noise.value
        }
    }

    @Test("closing twice does nothing more, and a stream asked for afterwards is over at once")
    func closeTwice() async throws {
        let connection = try await Connection.open(TestDriver.uri)
        await connection.close()
        await connection.close()
        var events = connection.events().makeAsyncIterator()
        #expect(await events.next() == nil)
    }

    @Test("a connection that was closed is not alive, and its calls fail instead of touching freed memory")
    func useAfterClose() async throws {
        let connection = try await Connection.open(TestDriver.uri)
        #expect(connection.isAlive)
        await connection.close()
        #expect(!connection.isAlive)
        let error = await #expect(throws: LibvirtError.self) { try await connection.domains() }
        #expect(error?.code == .invalidConnection)
        #expect(error?.isConnectionLost == true)
    }

    @Test("calls run side by side: a domain for each, all listed")
    func sideBySide() async throws {
        try await TestDriver.withConnection { connection in
            let names = (0..<40).map { "side-by-side-\($0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in names {
                    group.addTask { _ = try await connection.createDomain(xml: TestDriver.xml(name), []) }
                }
                try await group.waitForAll()
            }
            let listed = Set(try await connection.domains().map(\.name))
            #expect(listed.isSuperset(of: names))
            for name in names { try await connection.domain(named: name).destroy() }
            let rest = Set(try await connection.domains().map(\.name))
            #expect(rest.isDisjoint(with: names))
        }
    }
}
