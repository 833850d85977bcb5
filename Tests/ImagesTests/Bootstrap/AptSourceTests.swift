import Testing

@testable import Images

@Suite struct AptSourceTests {
    @Test func `one-line sources are read with their options and without their comments`() {
        let found = AptSource.oneLine(
            """
            # deb http://a.example/debian old main
            deb http://a.example/debian bookworm main contrib # the usual
            deb-src http://a.example/debian bookworm main
            deb [ arch=amd64,arm64 signed-by=/k/one.gpg,/k/two.gpg trusted=yes ] http://b.example/x noble main
            deb [signed-by=/k/one.gpg] http://c.example/x sid main
            deb http://broken.example/
            nonsense
            """)
        #expect(
            found == [
                AptSource(
                    addresses: ["http://a.example/debian"], suites: ["bookworm"], components: ["main", "contrib"]),
                AptSource(
                    addresses: ["http://b.example/x"], suites: ["noble"], components: ["main"],
                    keyrings: ["/k/one.gpg", "/k/two.gpg"], isTrusted: true),
                AptSource(
                    addresses: ["http://c.example/x"], suites: ["sid"], components: ["main"], keyrings: ["/k/one.gpg"]),
            ])
    }

    @Test func `deb822 sources are read with comments, continued lines and what is switched off`() {
        let found = AptSource.deb822(
            """
            Types: deb deb-src
            # a comment inside
            URIs: http://a.example/debian
             http://b.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /k/debian.gpg

            Enabled: no
            Types: deb
            URIs: http://off.example/
            Suites: bookworm
            Components: main

            Types: deb-src
            URIs: http://sources.example/
            Suites: bookworm
            Components: main

            types: deb
            uris: http://c.example/
            suites: sid
            components: main
            signed-by:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
            """)
        #expect(
            found == [
                AptSource(
                    addresses: ["http://a.example/debian", "http://b.example/debian"],
                    suites: ["bookworm", "bookworm-updates"], components: ["main"], keyrings: ["/k/debian.gpg"]),
                AptSource(addresses: ["http://c.example/"], suites: ["sid"], components: ["main"]),
            ])
    }

    @Test func `the host's files are read in apt's order`() async throws {
        try await withScratch { root in
            try writeFile(root + "/sources.list", "deb http://first.example/ sid main\n")
            try writeFile(root + "/sources.list.d/b.list", "deb http://third.example/ sid main\n")
            try writeFile(
                root + "/sources.list.d/a.sources",
                "Types: deb\nURIs: http://second.example/\nSuites: sid\nComponents: main\n")
            try writeFile(root + "/sources.list.d/c.list.save", "deb http://never.example/ sid main\n")
            #expect(
                AptSource.ofHost(root).flatMap(\.addresses) == [
                    "http://first.example/", "http://second.example/", "http://third.example/",
                ])
            #expect(AptSource.ofHost(root + "/nothing").isEmpty)
        }
    }
}
