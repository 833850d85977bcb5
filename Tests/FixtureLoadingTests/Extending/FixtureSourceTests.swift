import FixtureLoading
import Fixtures
import KubeVirt
import Testing
import YAML

/// `image.source.fixture`: another fixture's image as base.
@Suite struct FixtureSourceTests {
    private static let blank = "image: {source: {blank: {}}, size: $(params.SIZE)}\nparameters: {SIZE: 1Gi}\n"

    private static func on(_ name: String) -> String {
        FixtureTree.whole(name, "image: {source: {fixture: {name: base}}}\n")
    }

    @Test("the other fixture's recipe is there once the fixture was loaded, with its parameters set")
    func recipe() throws {
        let tree = try FixtureTree([
            "base.yaml": FixtureTree.whole("base", Self.blank + "customize: [{install: [a]}]\n"),
            "mid.yaml": FixtureTree.whole(
                "mid",
                "image: {source: {fixture: {path: base.yaml, with: {SIZE: 2Gi}}}}\ncustomize: [{install: [b]}]\n"),
            "top.yaml": FixtureTree.whole("top", "image: {source: {fixture: {name: mid}}}\n"),
        ])
        guard case .fixture(let mid)? = try tree.load("top.yaml").image?.source, let recipe = mid.recipe,
            case .fixture(let base) = recipe.source
        else {
            Issue.record("no recipe")
            return
        }
        #expect(recipe.customize.count == 1)
        #expect(base.recipe?.size == .gibibytes(2) && base.recipe?.source == .blank(BlankSource()))
        #expect(try tree.loader.fixture(of: mid, in: tree.path("top.yaml")).name == "mid")
    }

    @Test("a source is read as it is written, and written so that it is read the same")
    func text() throws {
        for (yaml, source) in [
            ("fixture: {name: base}", FixtureSource(.name("base"))),
            (
                "fixture: {path: ../b.yaml, with: {A: 1, B: true}}",
                FixtureSource(.path("../b.yaml"), with: ["A": 1, "B": true])
            ),
        ] {
            #expect(try YAMLDecoder().decode(ImageSource.self, from: yaml) == .fixture(source))
            #expect(
                try YAMLDecoder().decode(ImageSource.self, from: YAMLEncoder().encode(ImageSource.fixture(source)))
                    == .fixture(source))
        }
    }

    @Test("circles through images, and through images and parents together, are found")
    func circles() throws {
        let tree = try FixtureTree([
            "base.yaml": FixtureTree.whole("base", "image: {source: {fixture: {name: other}}}\n"),
            "other.yaml": Self.on("other"), "child.yaml": FixtureTree.head("child") + "extends: parent\n",
            "parent.yaml": FixtureTree.whole("parent", "image: {source: {fixture: {name: child}}}\n"),
        ])
        #expect(
            tree.message("base.yaml").contains("goes in a circle: base.yaml -> other.yaml -> base.yaml"),
            "\(tree.message("base.yaml"))")
        #expect(tree.message("child.yaml").contains("goes in a circle: "), "\(tree.message("child.yaml"))")
    }

    @Test("what is no base is told at the source's own place")
    func wrong() throws {
        let tree = try FixtureTree(["base.yaml": FixtureTree.whole("base"), "top.yaml": Self.on("top")])
        #expect(
            tree.message("top.yaml")
                == "top.yaml:5:27: image.source.fixture: ‘base’ has no disk that could be a base")
        let absent = try FixtureTree(["top.yaml": Self.on("top")])
        #expect(
            absent.message("top.yaml").hasPrefix("top.yaml:5:27: image.source.fixture: no fixture is called ‘base’"))
        #expect(throws: FixtureError.self) {
            try absent.loader.fixture(of: FixtureSource(.name("top")), in: absent.path("top.yaml"))
        }
    }
}
