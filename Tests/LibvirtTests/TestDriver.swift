import CLibvirt

@testable import Libvirt

/// libvirt's test driver: domains without machines. Its default node is shared by every connection of a process, so
/// each test names domains of its own.
enum TestDriver {
    static let uri = "test:///default"

    /// A connection for a body, closed whatever it does.
    static func withConnection<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await Connection.open(uri)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    static func xml(_ name: String, metadata: String = "") -> String {
        """
        <domain type='test'>
          <name>\(name)</name>
          <metadata>\(metadata)</metadata>
          <memory unit='MiB'>8</memory>
          <os><type>hvm</type></os>
        </domain>
        """
    }
}

extension Connection {
    /// Defines a domain for good, which nothing of ours does: only a defined domain has a `defined` event.
    func define(xml: String) async throws(LibvirtError) -> Domain {
        try await call { connection throws(LibvirtError) in
            Domain(owning: try checked("virDomainDefineXML", virDomainDefineXML(connection, xml)))
        }
    }

    func start(_ name: String) async throws(LibvirtError) {
        try await call { connection throws(LibvirtError) in
            let domain = try checked("virDomainLookupByName", virDomainLookupByName(connection, name))
            defer { virDomainFree(domain) }
            try checked("virDomainCreate", virDomainCreate(domain))
        }
    }

    func undefine(_ name: String) async throws(LibvirtError) {
        try await call { connection throws(LibvirtError) in
            let domain = try checked("virDomainLookupByName", virDomainLookupByName(connection, name))
            defer { virDomainFree(domain) }
            try checked("virDomainUndefine", virDomainUndefine(domain))
        }
    }
}
