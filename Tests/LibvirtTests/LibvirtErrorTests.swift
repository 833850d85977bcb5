import FoundationEssentials
import Testing

@testable import Libvirt

struct LibvirtErrorTests {
    @Test("a domain that is not there is told by its code")
    func noDomain() async throws {
        try await TestDriver.withConnection { connection in
            let error = await #expect(throws: LibvirtError.self) { try await connection.domain(named: "nobody-here") }
            #expect(error?.code == .noDomain)
            #expect(error?.call == "virDomainLookupByName")
            #expect(error?.message.isEmpty == false)
            #expect(error?.isConnectionLost == false)
        }
    }

    @Test("what is wrong with XML is told in libvirt's words")
    func badXML() async throws {
        try await TestDriver.withConnection { connection in
            let broken = await #expect(throws: LibvirtError.self) {
                try await connection.createDomain(xml: "<domain", [])
            }
            #expect(broken?.message.contains("<domain") == true, "\(String(describing: broken))")
            #expect(broken?.isConnectionLost == false)
            let unknown = TestDriver.xml("bad-xml").replacing("<os>", with: "<bogus/><os>")
            _ = try await connection.createDomain(xml: unknown, []).destroy()
            let refused = await #expect(throws: LibvirtError.self) {
                try await connection.createDomain(xml: unknown, .validate)
            }
            #expect(refused?.message.contains("schema") == true, "\(String(describing: refused))")
        }
    }

    @Test("a URI that means nothing is an error, and not a lost connection")
    func badURI() async throws {
        let error = await #expect(throws: LibvirtError.self) { try await Connection.open("qemu+nonsense:///session") }
        #expect(error?.call == "virConnectOpen qemu+nonsense:///session")
        #expect(error?.message.isEmpty == false)
        #expect(error?.isConnectionLost == false)
    }

    @Test("a socket that is not there, or that nobody listens on, is a daemon that is gone")
    func noSocket() async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/mayfly-libvirt-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for socket in ["missing/libvirt-sock", "libvirt-sock"] {
            let path = directory + "/" + socket
            if !socket.contains("/") { try Data().write(to: URL(filePath: path)) }
            let error = await #expect(throws: LibvirtError.self) {
                try await Connection.open("qemu+unix:///session?socket=\(path)")
            }
            #expect(error?.isConnectionLost == true, "\(String(describing: error))")
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test("errors of calls side by side are each their own")
    func ownErrors() async throws {
        try await TestDriver.withConnection { connection in
            await withTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        do {
                            // libvirt's words name the unit that it does not know.
                            let xml = TestDriver.xml("own-errors").replacing("MiB", with: "unit\(number)x")
                            _ = try await connection.createDomain(xml: xml, [])
                            return false
                        } catch {
                            return "\(error)".contains("unit\(number)x")
                        }
                    }
                }
                for await isOwn in group { #expect(isOwn) }
            }
        }
    }
}
