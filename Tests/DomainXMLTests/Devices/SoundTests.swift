import KubeVirt
import Testing

struct SoundTests {
    @Test("sound is ich9 or ac97")
    func sound() throws {
        #expect(
            try Node.devices("sound") { $0.sound = .init(name: "s") } == [
                "<sound model='ich9'><alias name='ua-s'/></sound>"
            ])
        #expect(
            try Node.devices("sound") { $0.sound = .init(model: "ac97", name: "s") } == [
                "<sound model='ac97'><alias name='ua-s'/></sound>"
            ])
        #expect(
            Node { $0.spec.domain.devices.sound = .init(model: "sb16", name: "s") }.refusals() == [
                "spec.domain.devices.sound.model"
            ])
    }
}
