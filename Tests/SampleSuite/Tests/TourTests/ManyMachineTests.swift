import MayflyTesting
import Testing

@Suite("Several machines", .machine(.sample, as: "server"), .machine(.sample, as: "client"), .requires(.machines))
struct ManyMachineTests {
    @Test(.network()) func `they reach each other by name`() async throws {
        let (server, client) = (try Machine.named("server"), try Machine.named("client"))
        _ = try await server.run(
            .shell("echo served > /srv/index.html; systemd-run --quiet python3 -m http.server --directory /srv 80")
        ).check()
        try await server.waitUntil("the server listens") { try await server.port(80).isOpen }
        let script = "import urllib.request as u; print(u.urlopen('http://server/').read().decode(), end='')"
        #expect(try await client.run("python3", "-c", script).check().output == "served\n")
    }

    @Test func `they are different machines`() async throws {
        let (server, client) = (try Machine.named("server"), try Machine.named("client"))
        let ids = [try await server.file("/etc/machine-id").text, try await client.file("/etc/machine-id").text]
        #expect(ids[0] != ids[1])
    }
}
