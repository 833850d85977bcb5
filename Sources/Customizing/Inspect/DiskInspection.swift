package import Guestfs

/// What is on a disk, for people who look at an image.
package struct DiskInspection: Sendable, Hashable, Codable {
    /// An operating system.
    package struct System: Sendable, Hashable, Codable {
        /// `linux`.
        package var type: String
        /// Such as `debian`.
        package var distribution: String
        /// Such as `Debian GNU/Linux 12 (bookworm)`.
        package var product: String?
        package var version: String?
        /// In Linux's words, such as `x86_64`.
        package var architecture: String?
        package var hostName: String?
        /// Such as `deb`.
        package var packageFormat: String?
        package var packages: [InstalledPackage]
    }

    /// Nil where the disk has none that is known here.
    package var system: System?
    /// Why there is none.
    package var problem: String?
    package var fileSystems: [BlockDevice]

    package init(system: System?, problem: String? = nil, fileSystems: [BlockDevice]) {
        self.system = system
        self.problem = problem
        self.fileSystems = fileSystems
    }

    /// Looks at the disk of a launched appliance, without changing it, and lets go of it again.
    package static func of(_ appliance: Appliance) async throws(CustomizeError) -> DiskInspection {
        let text: String
        do throws(GuestfsError) { text = try await appliance.shell(Look.script) } catch {
            throw .disk("the disk cannot be looked at", error)
        }
        let found: GuestSystem
        do throws(CustomizeError) { found = try Look.read(text) } catch {
            return DiskInspection(system: nil, problem: error.message, fileSystems: Look.devices(text))
        }
        do throws(GuestfsError) {
            let system = System(
                type: "linux", distribution: found.release.id, product: found.release.name,
                version: found.release.version, architecture: found.architecture, hostName: found.hostName,
                packageFormat: found.manager?.format, packages: try await packages(found, appliance))
            _ = try await appliance.shell(MountScript.unmount)
            return DiskInspection(system: system, fileSystems: found.devices)
        } catch {
            throw .disk("the disk's packages cannot be read", error)
        }
    }

    private static func packages(
        _ system: GuestSystem, _ appliance: Appliance
    ) async throws(GuestfsError) -> [InstalledPackage] {
        func text(_ path: String) async throws(GuestfsError) -> String {
            guard try await appliance.status(path)?.isRegular == true else { return "" }
            return String(decoding: try await appliance.contents(path), as: UTF8.self)
        }
        switch system.manager {
        case .apt: return PackageDatabase.dpkg(try await text("/var/lib/dpkg/status"))
        case .apk: return PackageDatabase.apk(try await text("/lib/apk/db/installed"))
        case .pacman:
            guard try await appliance.status("/var/lib/pacman/local") != nil else { return [] }
            return PackageDatabase.pacman(try await appliance.names(in: "/var/lib/pacman/local"))
        case .dnf, .yum, .zypper:
            // rpm's database is a binary one, which only rpm reads.
            guard system.canRunPrograms else { return [] }
            let command = GuestCommand(script: "rpm -qa --qf '%{NAME}\\t%{VERSION}-%{RELEASE}\\n'")
            let printed = Chamber.read(try await appliance.shell(Chamber().script(for: command)))
            return PackageDatabase.rpm(printed?.output ?? "")
        case nil: return []
        }
    }
}
