package import Fixtures
import FoundationEssentials
import KubeVirt

/// A loaded fixture as a text and back, complete: what a fixture's own coding leaves out stands beside it.
package struct FixtureArchive: Codable {
    private struct Place: Codable {
        var file: String
        var line: Int
        var column: Int

        init?(_ location: FileLocation?) {
            guard let location else { return nil }
            (file, line, column) = (location.file, location.line, location.column)
        }

        var location: FileLocation { FileLocation(file: file, line: line, column: column) }
    }

    /// The image that another one begins with.
    private struct Base: Codable {
        var recipe: ImageRecipe
        var steps: [Place?]

        init(_ recipe: ImageRecipe) {
            self.recipe = recipe
            steps = recipe.customize.map { Place($0.location) }
        }
    }

    private var fixture: Fixture
    private var templateField: String
    private var steps: [Place?]
    private var files: [Place?]
    /// Each is the base of the one before it.
    private var bases: [Base] = []
    private var configMaps: [ConfigMap]
    private var secrets: [Secret]
    private var claims: [PersistentVolumeClaim]
    private var dataVolumes: [DataVolume]

    package init(_ fixture: Fixture) {
        self.fixture = fixture
        templateField = fixture.templateField
        steps = fixture.customize.map { Place($0.location) }
        files = fixture.image?.source.initramfs?.files.map { Place($0.location) } ?? []
        var source = fixture.image?.source
        while case .fixture(let base)? = source, let recipe = base.recipe {
            bases.append(Base(recipe))
            source = recipe.source
        }
        configMaps = fixture.objects.configMaps
        secrets = fixture.objects.secrets
        claims = fixture.objects.claims
        dataVolumes = fixture.objects.dataVolumes
    }

    /// The fixture that it was made of.
    package var whole: Fixture {
        var fixture = fixture
        fixture.templateField = templateField
        fixture.objects = CompanionObjects(
            configMaps: configMaps, secrets: secrets, claims: claims, dataVolumes: dataVolumes)
        Self.locate(&fixture.customize, steps)
        if case .initramfs(var source)? = fixture.image?.source {
            for (index, place) in files.enumerated() where source.files.indices.contains(index) {
                source.files[index].location = place?.location
            }
            fixture.image?.source = .initramfs(source)
        }
        var below: ImageRecipe?
        for base in bases.reversed() {
            var recipe = base.recipe
            Self.locate(&recipe.customize, base.steps)
            recipe.source = Self.source(recipe.source, over: below)
            below = recipe
        }
        if let source = fixture.image?.source { fixture.image?.source = Self.source(source, over: below) }
        return fixture
    }

    private static func source(_ source: ImageSource, over recipe: ImageRecipe?) -> ImageSource {
        guard case .fixture(let base) = source else { return source }
        return .fixture(FixtureSource(base.place, with: base.parameters, recipe: recipe))
    }

    private static func locate(_ steps: inout [CustomizeStep], _ places: [Place?]) {
        for (index, place) in places.enumerated() where steps.indices.contains(index) {
            steps[index].location = place?.location
        }
    }

    /// As JSON; the same for the same fixture.
    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    package init(text: String) throws {
        self = try JSONDecoder().decode(FixtureArchive.self, from: Data(text.utf8))
    }
}
