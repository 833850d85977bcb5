import Fixtures
import KubeVirt
import YAML

extension FixtureLoader {
    /// What documents say, with all that they name.
    func fixture(
        _ documents: FixtureDocuments, _ parameters: [String: ParameterValue], _ trail: FixtureTrail
    ) throws(FixtureError) -> Fixture {
        var fixture: Fixture
        switch try DocumentType(documents.node, file: documents.file.name) {
        case .fixture:
            let chain = try FixtureChain(documents, self, trail)
            let (node, objects) = try chain.resolve(parameters)
            fixture = try decoded(node, chain.places)
            try resolveImage(of: &fixture, node, chain.places, trail)
            fixture.objects = objects
        case .machine:
            guard parameters.isEmpty else {
                throw FixtureError(
                    .parameter,
                    "\(documents.file.name) is a \(VirtualMachineInstance.kind), which has no parameters; a fixture "
                        + "with it as its template can have some", file: documents.file.name)
            }
            fixture = try machine(documents)
            fixture.objects = documents.objects
        }
        return fixture
    }

    private func decoded(_ node: Node, _ places: Places) throws(FixtureError) -> Fixture {
        var fixture = try places.checked { () throws(YAMLError) in
            try YAMLDecoder().decode(Fixture.self, from: node)
        }
        try places.admit(fixture.admission() + fixture.cloudInitCauses(), node)
        fixture.locate(node, places)
        return fixture
    }

    private func machine(_ documents: FixtureDocuments) throws(FixtureError) -> Fixture {
        var places = Places()
        let node = places.add(documents.node, of: documents.file)
        let machine = try places.checked { () throws(YAMLError) in
            try YAMLDecoder().decode(VirtualMachineInstance.self, from: node)
        }
        let causes = machine.admission(under: .singleHost) + machine.spec.impossibleCauses(at: "spec")
        try places.admit(causes + machine.spec.cloudInitCauses(at: "spec"), node)
        return Fixture(machine)
    }

    /// Reads the fixture whose image this one's begins with, and so on.
    private func resolveImage(
        of fixture: inout Fixture, _ node: Node, _ places: Places, _ trail: FixtureTrail
    ) throws(FixtureError) {
        guard case .fixture(let source)? = fixture.image?.source else { return }
        let field = "image.source.fixture"
        let mark = node.nearest(toField: field).mark
        guard let origin = places.file(of: mark) else { return }
        var trail = trail
        do throws(FixtureError) {
            let base = try self.fixture(of: source, from: origin, &trail)
            guard let recipe = base.recipe else {
                throw FixtureError(.invalid, "‘\(base.name)’ has no disk that could be a base", file: origin.name)
            }
            fixture.image?.source = .fixture(FixtureSource(source.place, with: source.parameters, recipe: recipe))
        } catch {
            throw error.at(error.problems.first?.location == nil ? places.location(mark) : nil, field)
        }
    }
}
