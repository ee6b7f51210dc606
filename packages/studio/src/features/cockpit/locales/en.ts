export const texts = {
  title: "Talk to the car",
};
