import Testing

@testable import Libvirt

struct DomainTests {
    private static let namespace = "https://mayfly.dev/test"

    @Test("metadata comes back as it was given, whatever characters it has")
    func metadata() async throws {
        try await TestDriver.withConnection { connection in
            let element = "<m:machine xmlns:m='\(Self.namespace)'>{\"a\":\"&lt;&amp;&gt; ü 🦋 &#9;\"}</m:machine>"
            let domain = try await connection.createDomain(
                xml: TestDriver.xml("metadata", metadata: element), .validate)
            let text = try #require(try await domain.metadata(namespace: Self.namespace))
            #expect(text.contains("{\"a\":\"&lt;&amp;&gt; ü 🦋 \t\"}"))
            #expect(try await domain.xml().contains("🦋"))
            try await domain.destroy()
        }
    }

    @Test("a domain without our metadata has none, which is no error")
    func noMetadata() async throws {
        try await TestDriver.withConnection { connection in
            let domain = try await connection.createDomain(xml: TestDriver.xml("no-metadata"), [])
            #expect(try await domain.metadata(namespace: Self.namespace) == nil)
            try await domain.destroy()
        }
    }

    @Test("a domain's state follows what is done to it")
    func states() async throws {
        try await TestDriver.withConnection { connection in
            let domain = try await connection.createDomain(xml: TestDriver.xml("states"), [])
            #expect(try await domain.state() == .running)
            try await domain.suspend()
            #expect(try await domain.state() == .paused)
            try await domain.destroy()
            let error = await #expect(throws: LibvirtError.self) { try await domain.state() }
            #expect(error?.code == .noDomain)
        }
    }

    @Test("a domain outlives the connection that it was found on")
    func outlives() async throws {
        let connection = try await Connection.open(TestDriver.uri)
        let domain = try await connection.createDomain(xml: TestDriver.xml("outlives"), [])
        await connection.close()
        #expect(domain.name == "outlives")
        try await domain.destroy()
    }
}
