import MayflyTesting
import Testing

@Suite("Packages", .debian) struct PackageTests {
    /// A package with one file and one configuration file, built in the guest; prints nothing.
    private let build = """
        mkdir -p /srv/p/DEBIAN /srv/p/usr/share/sample /srv/p/etc
        echo data > /srv/p/usr/share/sample/data
        echo setting > /srv/p/etc/sample.conf
        echo /etc/sample.conf > /srv/p/DEBIAN/conffiles
        printf 'Package: sample\\nVersion: 1.2\\nArchitecture: all\\nMaintainer: N <n@example.org>\\nDescription: one\\n' \
            > /srv/p/DEBIAN/control
        dpkg-deb --build /srv/p /srv/sample.deb > /dev/null

        """

    @Test func `what is installed is listed`() async throws {
        #expect(try await sh("dpkg-query -W -f '${db:Status-Abbrev}' openssh-server") == "ii ")
    }

    @Test func `a file's package is known`() async throws {
        #expect(try await sh("dpkg -S /etc/debian_version") == "base-files: /etc/debian_version")
    }

    @Test func `nothing is half installed`() async throws {
        #expect(try await sh("dpkg --audit") == "")
    }

    @Test(.bootedDebian) func `a package can be built and installed`() async throws {
        #expect(try await sh(build + "dpkg -i /srv/sample.deb > /dev/null; cat /usr/share/sample/data") == "data")
    }

    @Test func `a package that needs another is not configured without`() async throws {
        let needy = build + "echo 'Depends: no-such-package' >> /srv/p/DEBIAN/control; dpkg-deb -b /srv/p /srv/s.deb\n"
        #expect(try await status(needy + "dpkg -i /srv/s.deb") == .exited(1))
        #expect(try await sh("dpkg-query -W -f '${db:Status-Status}' sample") == "unpacked")
    }

    @Test func `a removed package leaves its configuration, and a purged one nothing`() async throws {
        _ = try await sh(build + "dpkg -i /srv/sample.deb > /dev/null; dpkg -r sample > /dev/null")
        #expect(try await sh("ls /etc/sample.conf") == "/etc/sample.conf")
        #expect(try await status("ls /usr/share/sample/data") == .exited(2))
        #expect(try await status("dpkg -P sample; test -e /etc/sample.conf") == .exited(1))
    }

    @Test func `a changed file is found`() async throws {
        _ = try await sh(build + "dpkg -i /srv/sample.deb > /dev/null; echo other > /usr/share/sample/data")
        #expect(try await sh("dpkg -V sample || true").hasSuffix("/usr/share/sample/data"))
    }

    @Test func `versions are compared as Debian does`() async throws {
        #expect(try await status("dpkg --compare-versions 1.0~rc1 lt 1.0") == .exited(0))
        #expect(try await status("dpkg --compare-versions 1.10 lt 1.9") == .exited(1))
    }

    @Test func `of alternatives the best is chosen`() async throws {
        let chosen = try await sh(
            "for n in 1 2; do update-alternatives --install /usr/bin/pick pick /bin/cat$n ${n}0 > /dev/null 2>&1 || true; "
                + "ln -sf cat /bin/cat$n; update-alternatives --install /usr/bin/pick pick /bin/cat$n ${n}0 > /dev/null; "
                + "done; readlink /etc/alternatives/pick")
        #expect(chosen == "/bin/cat2")
    }

    @Test func `no package of another test is there`() async throws {
        #expect(try await status("dpkg -s sample") == .exited(1))
    }
}
