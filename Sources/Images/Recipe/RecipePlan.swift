import Customizing
import Digests
import Fixtures
import FoundationEssentials
import KubeVirt
import Offload

/// A recipe as the store sees it: a source, and changes one over the other.
struct RecipePlan: Sendable {
    /// What stands alone beneath all changes.
    let source: ImageSource
    /// What the source itself is asked for: an empty disk has no size of its own.
    let size: Int64?
    let links: [RecipeLink]

    /// Reads what of the host goes into the image: files that steps copy, secrets. It blocks.
    init(
        _ recipe: ImageRecipe, secrets: SecretReader, inputs: InputDigest, helper: HelperBinary
    ) throws(ImageError) {
        var links: [RecipeLink] = []
        let size = recipe.size?.roundedUp
        switch recipe.source {
        case .fixture(let other):
            guard let beneath = other.recipe else {
                throw ImageError(
                    .source, "the fixture of image.source.fixture was not read; load this one from its file")
            }
            let plan = try RecipePlan(beneath, secrets: secrets, inputs: inputs, helper: helper)
            (source, self.size, links) = (plan.source, plan.size, plan.links)
        case .blank:
            (source, self.size) = (recipe.source, size)
        default:
            (source, self.size) = (recipe.source, nil)
        }
        // A bootstrapped disk grows when a machine first boots it; but steps may need the room before.
        var grows = size != nil && self.size == nil || recipe.source.isFixture
        if case .bootstrap = source, recipe.customize.isEmpty { grows = false }
        if let size, grows { links.append(.growing(to: size)) }
        let reading = LinkReader(secrets: secrets, inputs: inputs, helper: helper)
        for (number, step) in zip(1..., recipe.customize) {
            var link = try reading.link(for: step)
            link.place = (number, recipe.customize.count)
            links.append(link)
        }
        self.links = links
    }
}

extension ImageSource {
    fileprivate var isFixture: Bool { if case .fixture = self { true } else { false } }
}

extension RecipeLink {
    fileprivate static func growing(to size: Int64) -> RecipeLink {
        let digest = Digest()
        digest.update("grow")
        digest.update("\(size)")
        return RecipeLink(.grow(size), fingerprint: digest.finish(), summary: "grow to \(size >> 20) MiB")
    }
}

/// Makes links of steps.
private struct LinkReader {
    let secrets: SecretReader
    let inputs: InputDigest
    let helper: HelperBinary

    func link(for step: CustomizeStep) throws(ImageError) -> RecipeLink {
        let digest = Digest()
        // Where a file lies on the host does not matter; what it is called may.
        let place: (String) -> String = { path in path.split(separator: "/").last.map(String.init) ?? path }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let words = try? encoder.encode(CustomizeStep(step.action.mappingPaths(place))) else {
            throw ImageError(.step, "\(step.action.name): cannot be written down")
        }
        digest.update(Array(words))
        var files: [String: String] = [:]
        for path in step.action.hostFiles {
            do throws(SystemError) {
                let found = try inputs.of(path)
                digest.update(found)
                files[path] = found
            } catch {
                let place = step.location.map { "\($0): " } ?? ""
                throw ImageError(
                    .file,
                    "\(place)\(step.action.name): \(path) cannot be read. Check the path: a relative one starts at the "
                        + "fixture's directory.", cause: error)
            }
        }
        for secret in step.action.secretValues { digest.update(try secrets.fingerprint(of: secret)) }
        if case .helper = step.action { digest.update(helper.buildID) }
        var link = RecipeLink(.step(step), fingerprint: digest.finish(), summary: step.action.summary)
        (link.files, link.inputs) = (files, inputs)
        return link
    }
}
