export interface Organisation {
  readonly name: string;
  /** UTF-16 offsets; `end` excluded. */
  readonly start: number;
  readonly end: number;
}

/**
 * Names that are nothing but an organisation. Words of daily life (小米, 百度一下, 美团) and names that
 * neighbouring words make (东北大米) are left out; a university one is wished into is a wish.
 */
const KNOWN =
  /腾讯|阿里巴巴|字节跳动|(?<![中才年精光])华为|国家电网|中石油|中石化|中科院|(?<!(?:考|冲|上)[上进取刺个]?)(?:清华|复旦|浙大|同济)|协和医院|华西医院|湘雅|新东方/g;
const NAMED =
  /(?<=[在去到从与和跟进，。；：、！])[^，。！？；：、\s的了是在去到从与和跟我你您他她它咱这那个上读考进附近大小一哪某本该各]{2,5}(?:大学|集团|公司|医院|研究院|事务所|设计院)/g;
const QUOTED = /[「“『《][^」”』》，。]{2,12}[」”』》](?:项目|工程|公司|计划|大赛|奖)/g;
/** Kinds of organisation, which name none in particular. */
const KIND =
  /^(?:老年|分|母|子|外贸|建筑|装修|搬家|物流|快递|保险|软件|互联网|广告|科技|社区|人民|中心|中医|妇幼|宠物|动物|儿童|口腔|农业|工商|建设|夜|咱们)+(?:大学|集团|公司|医院|研究院|事务所|设计院)$/;

/** Organisations that the text names. */
export function organisations(text: string): readonly Organisation[] {
  return [KNOWN, NAMED, QUOTED].flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([name]) => !KIND.test(name))
      .map((match) => ({
        name: match[0],
        start: match.index,
        end: match.index + match[0].length,
      })),
  );
}

/** Occasions that did or did not happen; a person would not be vague about them. */
const EVENTS: readonly (readonly [string, RegExp])[] = [
  ['婚礼', /婚礼|结婚|喜酒|办酒|伴郎|伴娘|新婚|嫁|娶|成家|婚/],
  ['手术', /手术|开刀|住院|医院|搭桥|术后|外科|麻醉|护士|医生|病/],
  ['葬礼', /葬礼|去世|走了|丧/],
  ['满月酒', /满月|孩子|宝宝|生了|娃|当爸|当妈|百日/],
  ['毕业典礼', /毕业|学校|大学|同学|老师|学生/],
  ['展会', /展会|展览|参展|会展|博览会|布展|展台|展位|展厅/],
  ['发布会', /发布|上线|新品/],
  ['年会', /年会|公司|同事|抽奖/],
  ['音乐节', /音乐|乐队|演出|歌/],
];

/** Occasions named in `text` that nothing in `known` hints at. */
export function inventedEvents(text: string, known: string): readonly Organisation[] {
  return EVENTS.flatMap(([name, hint]) => {
    const start = text.indexOf(name);
    return start === -1 || hint.test(known) ? [] : [{ name, start, end: start + name.length }];
  });
}
