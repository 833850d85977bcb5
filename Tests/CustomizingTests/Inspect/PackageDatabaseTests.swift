import Testing

@testable import Customizing

@Suite struct PackageDatabaseTests {
    @Test func `dpkg's installed packages are read, and what was removed is not`() {
        let text = """
            Package: curl
            Status: install ok installed
            Version: 7.88-1
            Description: a tool
             Version: not this one

            Package: gone
            Status: deinstall ok config-files
            Version: 1
            """
        #expect(PackageDatabase.dpkg(text) == [InstalledPackage(name: "curl", version: "7.88-1")])
    }

    @Test func `the other managers' files are read too`() {
        #expect(
            PackageDatabase.apk("C:x\nP:musl\nV:1.2-r0\nF:lib\nP:other\n\nP:b\nV:2\n")
                == [InstalledPackage(name: "b", version: "2"), InstalledPackage(name: "musl", version: "1.2-r0")])
        #expect(
            PackageDatabase.pacman(["ALPM_DB_VERSION", "a-b-1.0-2"])
                == [InstalledPackage(name: "a-b", version: "1.0-2")])
        #expect(
            PackageDatabase.rpm("bash\t5.2-1\ngpg-pubkey\t1-2\nwarning: x\n")
                == [InstalledPackage(name: "bash", version: "5.2-1")])
    }
}
