import FixtureLoading
import Fixtures
import Glibc
import Testing

@Suite struct FixtureSearchPathTests {
    private func search(
        _ tree: FixtureTree, from directory: String, _ variables: [String: String] = [:]
    ) -> FixtureSearchPath {
        FixtureSearchPath(environment: variables, current: tree.path(directory), home: tree.path("home"))
    }

    private func place(_ name: String, _ search: FixtureSearchPath, _ tree: FixtureTree) throws -> String {
        let file = try search.find(.name(name)).name
        return file.hasPrefix(tree.root) ? String(file.dropFirst(tree.root.count + 1)) : file
    }

    @Test("MAYFLY_FIXTURE_PATH comes before the project's, the user's and Mayfly's own")
    func order() throws {
        let tree = try FixtureTree([
            "env/a.yaml": "", "p/Fixtures/a.yaml": "", "p/Fixtures/b.yml": "", "p/sub/deep/x": "",
            "home/.config/mayfly/fixtures/b.yaml": "", "home/.config/mayfly/fixtures/c.json": "",
            "home/.config/mayfly/fixtures/tiny.yaml": "", "xdg/mayfly/fixtures/c.yaml": "",
        ])
        let search = search(
            tree, from: "p/sub/deep", ["MAYFLY_FIXTURE_PATH": ":\(tree.path("none")):\(tree.path("env"))"])
        #expect(search.directories.map(\.origin) == [.environment, .environment, .project, .user])
        #expect(try place("a", search, tree) == "env/a.yaml")
        #expect(try place("b", search, tree) == "p/Fixtures/b.yml")
        #expect(try place("c", search, tree) == "home/.config/mayfly/fixtures/c.json")
        #expect(try place("tiny", search, tree) == "home/.config/mayfly/fixtures/tiny.yaml")
        #expect(try place("debian-12", search, tree) == "<mayfly>/debian-12.yaml")
        let xdg = self.search(tree, from: "p", ["XDG_CONFIG_HOME": tree.path("xdg")])
        #expect(try place("c", xdg, tree) == "xdg/mayfly/fixtures/c.yaml")
        let relative = self.search(tree, from: "p", ["MAYFLY_FIXTURE_PATH": "../env", "XDG_CONFIG_HOME": "xdg"])
        #expect(try place("a", relative, tree) == "p/../env/a.yaml")
        #expect(try place("tiny", relative, tree) == "home/.config/mayfly/fixtures/tiny.yaml")
    }

    @Test("the project's directory is the nearest, not beyond a checkout, and never one in a directory of everybody's")
    func project() throws {
        let tree = try FixtureTree([
            "Fixtures/a.yaml": "", "repo/.git/x": "", "repo/sub/x": "", "open/x": "", "open/Fixtures/a.yaml": "",
            "near/Fixtures/b.yaml": "", "near/deep/x": "",
        ])
        chmod(tree.path("open"), 0o1777)
        func project(_ directory: String) -> String? {
            search(tree, from: directory).directories.first { $0.origin == .project }?.path
        }
        #expect(project("repo/sub") == nil)
        #expect(project("near/deep") == tree.path("near/Fixtures"))
        #expect(project("open") == tree.path("Fixtures"))
    }

    @Test("a word with a slash or a file's ending is a path")
    func words() throws {
        let tree = try FixtureTree()
        for (word, isPath) in [
            ("a", false), ("a.b", false), ("./a", true), ("a.yaml", true), ("a.json", true), ("/dev/stdin", true),
        ] {
            if case .path = FixtureSource.Place(word: word) { #expect(isPath) } else { #expect(!isPath) }
        }
        for name in ["../a", "A", "", "a_b", String(repeating: "a", count: 300)] {
            #expect(throws: FixtureError.self) { try search(tree, from: "").find(.name(name)) }
        }
    }

    @Test("an unknown name is told with what was meant and where it was looked for")
    func unknown() throws {
        let tree = try FixtureTree(["p/Fixtures/web.yaml": ""])
        let search = search(tree, from: "p")
        let error = #expect(throws: FixtureError.self) { try search.find(.name("debian-21")) }
        #expect(error?.code == .notFound)
        #expect(
            error?.message
                == "no fixture is called ‘debian-21’; did you mean ‘debian-12’?; looked in \(tree.path("p/Fixtures")), "
                + "\(tree.path("home/.config/mayfly/fixtures")) (not there), Mayfly's own; 'mayfly fixture list' has all"
        )
        let wbe = #expect(throws: FixtureError.self) { try search.find(.name("wbe")) }
        #expect(wbe?.message.contains("did you mean ‘web’?") == true)
    }

    @Test("the list has all, by name, and those that are shadowed after what shadows them")
    func entries() throws {
        let tree = try FixtureTree([
            "p/Fixtures/tiny.yaml": "", "p/Fixtures/web.json": "", "p/Fixtures/web.yaml": "",
            "p/Fixtures/No_name.yaml": "",
            "p/Fixtures/README.md": "", "p/Fixtures/dir.yaml/x": "",
        ])
        let entries = search(tree, from: "p").entries()
        #expect(
            entries.map { "\($0.name) \($0.origin) \($0.isShadowed)" } == [
                "debian-12 shipped false", "debian-12-full shipped false", "debian-13 shipped false",
                "tiny project false", "tiny shipped true", "web project false", "web project true",
            ])
        #expect(entries[5].file.name.hasSuffix("web.yaml"))
    }

    @Test(
        "what is shipped is the package's own Fixtures, loads, and names nothing beside itself",
        arguments: ["tiny", "debian-12", "debian-12-full", "debian-13"])
    func shipped(name: String) throws {
        let loader = FixtureLoader(search: FixtureSearchPath())
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let file = try FixtureLoader().load(path: "/\(package)/Fixtures/\(name).yaml")
        let shipped = try loader.load(.name(name))
        #expect(shipped == file && shipped.name == name && shipped.customize.isEmpty)
    }

    @Test("a fixture may extend the one that it shadows, and one beside it is found before all others")
    func shadows() throws {
        let tree = try FixtureTree([
            "tiny.yaml": FixtureTree.head("tiny") + "extends: tiny\nready: []\n",
            "lib/a.yaml": FixtureTree.head("a") + "extends: b\n", "lib/b.yaml": FixtureTree.whole("b"),
            "b.yaml": FixtureTree.whole("b", "channel: ssh\n"),
        ])
        #expect(try tree.load("tiny.yaml").image?.source.initramfs != nil)
        #expect(try tree.load("lib/a.yaml").channel == nil)
    }
}
