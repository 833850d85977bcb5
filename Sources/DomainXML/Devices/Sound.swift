import KubeVirt

extension DomainConverter {
    func sound() throws(ConversionError) -> [Element] {
        guard let sound = spec.devices.sound else { return [] }
        let model = sound.model?.nonEmpty ?? "ich9"
        guard model == "ich9" || model == "ac97" else {
            throw refusal("sound.model", "there is no sound device ‘\(model)’; write ich9 or ac97")
        }
        return [Element("sound", ["model": model], [Self.named(sound.name)])]
    }
}
