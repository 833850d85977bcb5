import CLibvirt

extension Connection {
    /// How a domain is started.
    package struct CreateOptions: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        /// libvirt ends the domain when this connection goes away, however that happens.
        package static let autodestroy = CreateOptions(rawValue: VIR_DOMAIN_START_AUTODESTROY.rawValue)
        package static let paused = CreateOptions(rawValue: VIR_DOMAIN_START_PAUSED.rawValue)
        /// Refuses XML that does not fit libvirt's schema.
        package static let validate = CreateOptions(rawValue: VIR_DOMAIN_START_VALIDATE.rawValue)
    }

    /// Starts a transient domain: it is gone from libvirt when it stops.
    package func createDomain(xml: String, _ options: CreateOptions) async throws(LibvirtError) -> Domain {
        try await call { connection throws(LibvirtError) in
            Domain(owning: try checked("virDomainCreateXML", virDomainCreateXML(connection, xml, options.rawValue)))
        }
    }

    /// The domain of that name; throws ``LibvirtError/Code/noDomain`` when there is none.
    package func domain(named name: String) async throws(LibvirtError) -> Domain {
        try await call { connection throws(LibvirtError) in
            Domain(owning: try checked("virDomainLookupByName", virDomainLookupByName(connection, name)))
        }
    }

    /// Every domain of this daemon.
    package func domains() async throws(LibvirtError) -> [Domain] {
        try await call { connection throws(LibvirtError) in
            var list: UnsafeMutablePointer<virDomainPtr?>?
            let count = try checked("virConnectListAllDomains", virConnectListAllDomains(connection, &list, 0))
            defer { list?.deallocate() }
            return (0..<Int(count)).compactMap { list?[$0].map(Domain.init(owning:)) }
        }
    }

    /// libvirt's version as a number: 9.0.0 is 9,000,000.
    package func libraryVersion() async throws(LibvirtError) -> UInt {
        try await call { connection throws(LibvirtError) in
            var version: UInt = 0
            try checked("virConnectGetLibVersion", virConnectGetLibVersion(connection, &version))
            return version
        }
    }

    /// QEMU's version, counted like libvirt's.
    package func hypervisorVersion() async throws(LibvirtError) -> UInt {
        try await call { connection throws(LibvirtError) in
            var version: UInt = 0
            try checked("virConnectGetVersion", virConnectGetVersion(connection, &version))
            return version
        }
    }

    /// What the hypervisor can do for an architecture, as XML; the first call for a QEMU binary probes it (seconds).
    package func domainCapabilities(emulator: String?, architecture: String, accelerator: String)
        async throws(LibvirtError) -> String
    {
        try await call { connection throws(LibvirtError) in
            let text = try checked(
                "virConnectGetDomainCapabilities",
                virConnectGetDomainCapabilities(connection, emulator, architecture, nil, accelerator, 0))
            defer { text.deallocate() }
            return String(cString: text)
        }
    }
}
