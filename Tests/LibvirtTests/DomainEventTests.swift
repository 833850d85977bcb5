import Testing

@testable import Libvirt

struct DomainEventTests {
    /// The events of one domain, up to the one that ends a test.
    private func events(
        of name: String, in stream: AsyncStream<DomainEvent>, until last: DomainEvent.Kind
    ) async -> [DomainEvent.Kind] {
        var kinds: [DomainEvent.Kind] = []
        for await event in stream where event.domain == name {
            kinds.append(event.kind)
            if event.kind == last { break }
        }
        return kinds
    }

    @Test("every listener hears a domain's whole life in order", .timeLimit(.minutes(1)))
    func order() async throws {
        try await TestDriver.withConnection { connection in
            let name = "events-order"
            let streams = (0..<3).map { _ in connection.events() }
            let domain = try await connection.define(xml: TestDriver.xml(name))
            try await connection.start(name)
            try await domain.suspend()
            try await domain.resume()
            try await domain.destroy()
            try await connection.undefine(name)
            for stream in streams {
                let heard = await events(of: name, in: stream, until: .stopped(.destroyed))
                #expect(heard == [.defined, .started, .suspended, .resumed, .stopped(.destroyed)])
            }
        }
    }

    @Test("a listener on another connection hears it too", .timeLimit(.minutes(1)))
    func otherConnection() async throws {
        try await TestDriver.withConnection { ours in
            let stream = ours.events()
            let name = "events-other"
            try await TestDriver.withConnection { theirs in
                try await theirs.createDomain(xml: TestDriver.xml(name), []).destroy()
            }
            #expect(
                await events(of: name, in: stream, until: .stopped(.destroyed)) == [.started, .stopped(.destroyed)])
        }
    }

    @Test("a guest that shuts down is told from one that is ended", .timeLimit(.minutes(1)))
    func shutdown() async throws {
        try await TestDriver.withConnection { connection in
            let stream = connection.events()
            let name = "events-shutdown"
            try await connection.createDomain(xml: TestDriver.xml(name), []).shutdown()
            #expect(await events(of: name, in: stream, until: .stopped(.shutdown)).last == .stopped(.shutdown))
        }
    }

    @Test("a guest that powers down is told from a QEMU that was told to quit")
    func quit() {
        func kind(_ detail: Int32) -> DomainEvent.Kind? { DomainEvent(domain: "d", event: 6, detail: detail)?.kind }
        // VIR_DOMAIN_EVENT_SHUTDOWN with FINISHED, which tells of neither, GUEST and HOST.
        #expect([0, 1, 2].map(kind) == [.shutdown, .shutdown, .quit])
    }

    @Test("a listener that has gone costs the others nothing", .timeLimit(.minutes(1)))
    func leaving() async throws {
        try await TestDriver.withConnection { connection in
            let name = "events-leaving"
            let staying = connection.events()
            let leaving = Task { for await _ in connection.events() {} }
            leaving.cancel()
            await leaving.value
            try await connection.createDomain(xml: TestDriver.xml(name), []).destroy()
            #expect(await events(of: name, in: staying, until: .stopped(.destroyed)).first == .started)
        }
    }
}
